/* Part of the MSI: refuses to replace or remove a program that is running, before a file is touched.
   Windows would close it, slideshow and all, or replace some files at once and the others later. */

#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <msi.h>
#include <msiquery.h>
#include <tlhelp32.h>

#define LONGEST_PATH 32768

static const wchar_t MESSAGE[] =
    L"Briefing is running, perhaps for another user of this computer. Close it, then try again.";

static BOOL is_ours(const PROCESSENTRY32W *process, const wchar_t *folder, DWORD length)
{
    static wchar_t path[LONGEST_PATH];
    DWORD size = LONGEST_PATH;
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process->th32ProcessID);
    BOOL is_known = handle != NULL && QueryFullProcessImageNameW(handle, 0, path, &size);
    if (handle != NULL)
        CloseHandle(handle);
    if (is_known)
        return size > length && CompareStringOrdinal(path, length, folder, length, TRUE) == CSTR_EQUAL;
    /* Only the name of another user's program can be read. */
    return lstrcmpiW(process->szExeFile, L"Briefing.exe") == 0
        || lstrcmpiW(process->szExeFile, L"briefing-app.exe") == 0;
}

__declspec(dllexport) UINT __stdcall RefuseIfRunning(MSIHANDLE install)
{
    static wchar_t folder[LONGEST_PATH];
    DWORD length = LONGEST_PATH;
    if (MsiGetPropertyW(install, L"INSTALLDIR", folder, &length) != ERROR_SUCCESS || length == 0)
        return ERROR_INSTALL_FAILURE;
    BOOL is_running = FALSE;
    HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (processes == INVALID_HANDLE_VALUE)
        return ERROR_INSTALL_FAILURE;
    PROCESSENTRY32W process = {.dwSize = sizeof process};
    for (BOOL more = Process32FirstW(processes, &process); more && !is_running;
         more = Process32NextW(processes, &process))
        is_running = is_ours(&process, folder, length);
    CloseHandle(processes);
    if (!is_running)
        return ERROR_SUCCESS;
    MSIHANDLE record = MsiCreateRecord(0);
    MsiRecordSetStringW(record, 0, MESSAGE);
    MsiProcessMessage(install, INSTALLMESSAGE_ERROR, record);
    MsiCloseHandle(record);
    return ERROR_INSTALL_FAILURE;
}
