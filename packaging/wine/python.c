/* Takes the place of Python's library when the launchers are tried without Python. It does what the
   first argument says: writes the arguments to a file, fails, or sleeps. */

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

typedef struct { int type; const char *function; const char *message; int exit_code; } PyStatus;

static long long argument_count;
static wchar_t **arguments;
static void (*at_exit)(void);

__declspec(dllexport) void PyConfig_InitPythonConfig(void *config)
{
    (void)config;
}

__declspec(dllexport) PyStatus PyConfig_SetArgv(void *config, long long count, wchar_t **words)
{
    (void)config;
    argument_count = count;
    arguments = words;
    return (PyStatus){0};
}

/* The arguments before this one are the program's name, Python's options and the script. */
static const wchar_t *asked(void)
{
    return argument_count > 4 ? arguments[4] : L"";
}

__declspec(dllexport) PyStatus Py_InitializeFromConfig(const void *config)
{
    (void)config;
    if (wcscmp(asked(), L"fail-to-start") == 0)
        return (PyStatus){.type = 1, .message = "encodings are missing"};
    return (PyStatus){0};
}

__declspec(dllexport) int PyStatus_Exception(PyStatus status)
{
    return status.type != 0;
}

__declspec(dllexport) int Py_AtExit(void (*function)(void))
{
    at_exit = function;
    return 0;
}

__declspec(dllexport) int Py_RunMain(void)
{
    if (wcscmp(asked(), L"fail") == 0) {
        SetEnvironmentVariableW(L"BRIEFING_FAILURE", L"The reason, with an \u00eb.");
        if (at_exit != NULL)
            at_exit();
        exit(1);
    }
    if (wcscmp(asked(), L"sleep") == 0)
        Sleep(INFINITE);
    for (long long i = 0; i < argument_count; i++) {
        char line[4096];
        WideCharToMultiByte(CP_UTF8, 0, arguments[i], -1, line, sizeof line, NULL, NULL);
        puts(line);
    }
    return 7;
}
