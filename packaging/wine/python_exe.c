/* python.exe of the Python for tests; the wheel that it is made from has none. */

#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
    HMODULE python = LoadLibraryW(PYTHON_LIBRARY);
    void *run = python != NULL ? (void *)GetProcAddress(python, "Py_Main") : NULL;
    if (run == NULL) {
        fprintf(stderr, "error %lu\n", GetLastError());
        return 2;
    }
    return ((int (*)(int, wchar_t **))run)(argc, argv);
}
