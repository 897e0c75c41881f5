/* Waits for a message box, prints its text and closes it: message.exe TITLE SECONDS */

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static BOOL CALLBACK print_text(HWND part, LPARAM unused)
{
    (void)unused;
    wchar_t kind[20] = L"", text[4096] = L"";
    char line[8192];
    GetClassNameW(part, kind, 20);
    if (lstrcmpiW(kind, L"Static") == 0 && GetWindowTextW(part, text, 4096) > 0) {
        WideCharToMultiByte(CP_UTF8, 0, text, -1, line, sizeof line, NULL, NULL);
        puts(line);
    }
    return TRUE;
}

int wmain(int argc, wchar_t **argv)
{
    if (argc != 3)
        return 2;
    for (int tenths = 10 * _wtoi(argv[2]); tenths > 0; tenths--) {
        HWND box = FindWindowW(L"#32770", argv[1]);
        if (box != NULL && IsWindowVisible(box)) {
            EnumChildWindows(box, print_text, 0);
            PostMessageW(box, WM_COMMAND, IDOK, 0);
            return 0;
        }
        Sleep(100);
    }
    return 1;
}
