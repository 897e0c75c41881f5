; The installer for one user, without administrator rights. /S installs silently.
; Defined by release/windows_installers.py: VERSION, FOLDER, ICON, TARGET.

Target amd64-unicode
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

Name "Briefing"
OutFile "${TARGET}"
Icon "${ICON}"
UninstallIcon "${ICON}"
InstallDir "$LOCALAPPDATA\Programs\Briefing"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2057 "ProductName" "Briefing"
VIAddVersionKey /LANG=2057 "FileDescription" "Installer of Briefing"
VIAddVersionKey /LANG=2057 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2057 "CompanyName" "The briefing_app authors"
VIAddVersionKey /LANG=2057 "LegalCopyright" "MIT licence"

!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Briefing"

; There is no page to choose the folder: the uninstaller removes all of it.
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Function .onInit
    SetRegView 64
FunctionEnd

Function un.onInit
    SetRegView 64
FunctionEnd

Section
    ; What an earlier version left out must not stay.
    RMDir /r "$LOCALAPPDATA\Programs\Briefing"
    SetOutPath "$LOCALAPPDATA\Programs\Briefing"
    File /r "${FOLDER}\*"
    WriteUninstaller "$OUTDIR\Uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Briefing.lnk" "$OUTDIR\Briefing.exe"
    WriteRegStr HKCU "${CLASSES}\.briefing" "" "Briefing.Document"
    WriteRegStr HKCU "${CLASSES}\.db\OpenWithProgids" "Briefing.Document" ""
    WriteRegStr HKCU "${CLASSES}\Briefing.Document" "" "Briefing"
    WriteRegStr HKCU "${CLASSES}\Briefing.Document\DefaultIcon" "" "$OUTDIR\Briefing.exe,0"
    WriteRegStr HKCU "${CLASSES}\Briefing.Document\shell\open\command" "" '"$OUTDIR\Briefing.exe" "%1"'
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Briefing"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$OUTDIR\Briefing.exe"
    WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The briefing_app authors"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$OUTDIR\Uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$OUTDIR\Uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
    ; Explorer shows the icon of .briefing files at once.
    System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
SectionEnd

Section Uninstall
    Delete "$SMPROGRAMS\Briefing.lnk"
    DeleteRegKey HKCU "${CLASSES}\.briefing"
    DeleteRegValue HKCU "${CLASSES}\.db\OpenWithProgids" "Briefing.Document"
    DeleteRegKey HKCU "${CLASSES}\Briefing.Document"
    DeleteRegKey HKCU "${UNINSTALL}"
    RMDir /r "$LOCALAPPDATA\Programs\Briefing"
    System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
SectionEnd
