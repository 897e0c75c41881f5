/* Starts the program in Python's library, in this process, so that Windows sees one program with
   one name and icon. Compiled twice: as Briefing.exe without a console, as briefing-app.exe with. */

#define _WIN32_WINNT 0x0A00
#include <shlobj.h>
#include <stdio.h>
#include <windows.h>

#define LONGEST_PATH 32768
#define LONGEST_REASON 2000

/* What is used of Python's C interface. PyConfig is only passed on: this is much more than its size. */
typedef struct { char bytes[65536]; } PyConfig;
typedef struct { int type; const char *function; const char *message; int exit_code; } PyStatus;

static struct {
    void (*init_config)(PyConfig *);
    PyStatus (*set_arguments)(PyConfig *, SSIZE_T, wchar_t *const *);
    PyStatus (*initialize)(const PyConfig *);
    int (*is_failure)(PyStatus);
    int (*at_exit)(void (*)(void));
    int (*run)(void);
} python;

static wchar_t folder[LONGEST_PATH], library_folder[LONGEST_PATH], library[LONGEST_PATH];
static wchar_t script[LONGEST_PATH];
static PyConfig config;

static void show(const wchar_t *message)
{
#ifdef CONSOLE
    fwprintf(stderr, L"briefing-app: %ls\n", message);
#else
    MessageBoxW(NULL, message, L"Briefing", MB_ICONERROR | MB_OK | MB_SETFOREGROUND);
#endif
}

static int fail(const wchar_t *what, const wchar_t *reason)
{
    static wchar_t message[LONGEST_PATH + LONGEST_REASON + 200];
    swprintf(message, sizeof message / sizeof *message,
             L"%ls: %ls\n\nThe folder of the program is incomplete or damaged. Install it again, or "
             L"unpack the whole archive.", what, reason);
    show(message);
    return 2;
}

static int fail_with_last_error(const wchar_t *what)
{
    DWORD number = GetLastError();
    static wchar_t reason[LONGEST_REASON];
    if (!FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, number, 0,
                        reason, LONGEST_REASON, NULL))
        swprintf(reason, LONGEST_REASON, L"error %lu", number);
    reason[wcscspn(reason, L"\r\n")] = 0;
    return fail(what, reason);
}

static int fail_with_status(PyStatus status)
{
    static wchar_t reason[LONGEST_REASON];
    swprintf(reason, LONGEST_REASON, L"%hs", status.message ? status.message : "no reason given");
    return fail(L"Python could not be started", reason);
}

#ifndef CONSOLE
/* Without a console nobody would see why the program ended; launch.py leaves the reason here. */
static void show_failure(void)
{
    static wchar_t message[LONGEST_PATH];
    DWORD length = GetEnvironmentVariableW(L"BRIEFING_FAILURE", message, LONGEST_PATH);
    if (length > 0 && length < LONGEST_PATH)
        show(message);
}
#endif

static BOOL find(HMODULE module, const char *name, void *function)
{
    return (*(FARPROC *)function = GetProcAddress(module, name)) != NULL;
}

int wmain(int argc, wchar_t **argv)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST_PATH);
    if (length == 0 || length == LONGEST_PATH)
        return fail_with_last_error(L"The path of the program could not be read");
    *wcsrchr(folder, L'\\') = 0;
    swprintf(library_folder, LONGEST_PATH, L"%ls\\runtime", folder);
    swprintf(library, LONGEST_PATH, L"%ls\\" PYTHON_LIBRARY, library_folder);
    swprintf(script, LONGEST_PATH, L"%ls\\app\\launch.py", folder);

    SetCurrentProcessExplicitAppUserModelID(L"Briefing.Briefing");
    /* Libraries are looked for in the program's own folders and in Windows' own, nowhere else. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(library_folder);
    HMODULE module = LoadLibraryExW(library, NULL,
                                    LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (module == NULL)
        return fail_with_last_error(L"Python could not be loaded");
    if (!find(module, "PyConfig_InitPythonConfig", &python.init_config)
        || !find(module, "PyConfig_SetArgv", &python.set_arguments)
        || !find(module, "Py_InitializeFromConfig", &python.initialize)
        || !find(module, "PyStatus_Exception", &python.is_failure)
        || !find(module, "Py_AtExit", &python.at_exit)
        || !find(module, "Py_RunMain", &python.run))
        return fail_with_last_error(L"Python could not be started");

    wchar_t **arguments = calloc(argc + 4, sizeof *arguments);
    arguments[0] = argv[0];
    /* Output is UTF-8, also into a pipe. */
    arguments[1] = L"-X";
    arguments[2] = L"utf8";
    arguments[3] = script;
    for (int i = 1; i < argc; i++)
        arguments[i + 3] = argv[i];
    python.init_config(&config);
    PyStatus status = python.set_arguments(&config, argc + 3, arguments);
    if (!python.is_failure(status))
        status = python.initialize(&config);
    if (python.is_failure(status))
        return fail_with_status(status);
#ifndef CONSOLE
    python.at_exit(show_failure);  /* when a script calls sys.exit, Py_RunMain doesn't return */
#endif
    return python.run();
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show_as)
{
    (void)instance, (void)previous, (void)line, (void)show_as;
    return wmain(__argc, __wargv);
}
#endif
