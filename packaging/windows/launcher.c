/* Starts the program in Python's library, in this process, so that Windows sees one program with
   one name and icon. Compiled twice: as Briefing.exe without a console, as briefing-app.exe with. */

#define _WIN32_WINNT 0x0A00
#include <shlobj.h>
#include <stdio.h>
#include <windows.h>

#define LONGEST_PATH 32768

static wchar_t folder[LONGEST_PATH], library[LONGEST_PATH], script[LONGEST_PATH];

static int fail(const wchar_t *what)
{
    wchar_t message[LONGEST_PATH + 200];
    swprintf(message, LONGEST_PATH + 200,
             L"%ls\n\nThe folder of the program is incomplete. Install it again, or unpack the whole "
             L"archive.", what);
#ifdef CONSOLE
    fwprintf(stderr, L"briefing-app: %ls\n", message);
#else
    MessageBoxW(NULL, message, L"Briefing", MB_ICONERROR | MB_OK);
#endif
    return 2;
}

int wmain(int argc, wchar_t **argv)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST_PATH);
    if (length == 0 || length == LONGEST_PATH)
        return fail(L"The path of the program is too long.");
    *wcsrchr(folder, L'\\') = 0;
    swprintf(library, LONGEST_PATH, L"%ls\\runtime\\" PYTHON_LIBRARY, folder);
    swprintf(script, LONGEST_PATH, L"%ls\\app\\launch.py", folder);

    SetCurrentProcessExplicitAppUserModelID(L"Briefing.Briefing");
    /* Libraries are looked for in the program's own folders and in Windows' own, nowhere else. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    wchar_t runtime[LONGEST_PATH];
    swprintf(runtime, LONGEST_PATH, L"%ls\\runtime", folder);
    AddDllDirectory(runtime);
    HMODULE python = LoadLibraryExW(library, NULL,
                                    LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (python == NULL)
        return fail(L"Python could not be loaded.");
    int (*run)(int, wchar_t **) = (int (*)(int, wchar_t **))(void *)GetProcAddress(python, "Py_Main");
    if (run == NULL)
        return fail(L"Python could not be started.");

    wchar_t **arguments = calloc(argc + 2, sizeof *arguments);
    arguments[0] = argv[0];
    arguments[1] = script;
    for (int i = 1; i < argc; i++)
        arguments[i + 1] = argv[i];
    return run(argc + 1, arguments);
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show)
{
    (void)instance, (void)previous, (void)line, (void)show;
    return wmain(__argc, __wargv);
}
#endif
