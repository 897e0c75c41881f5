/* Prints the title of each visible window. */

#include <stdio.h>
#include <windows.h>

static BOOL CALLBACK print_title(HWND window, LPARAM unused)
{
    (void)unused;
    wchar_t title[1000];
    char line[4000];
    if (IsWindowVisible(window) && GetWindowTextW(window, title, 1000) > 0) {
        WideCharToMultiByte(CP_UTF8, 0, title, -1, line, sizeof line, NULL, NULL);
        puts(line);
    }
    return TRUE;
}

int wmain(void)
{
    EnumWindows(print_title, 0);
    return 0;
}
