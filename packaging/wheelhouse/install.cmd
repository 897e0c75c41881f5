@echo off
rem Installs Briefing for the user who runs this, from the files beside it. No network is used.
setlocal
cd /d "%~dp0"
set "TARGET=%LOCALAPPDATA%\Programs\briefing-app"
if not "%~1"=="" set "TARGET=%~1"
py -@PYTHON@ -m venv "%TARGET%" || goto failed
"%TARGET%\Scripts\python" -m pip install --no-index --find-links wheels --no-deps --require-hashes -r requirements.txt || goto failed
echo Installed. Start it with "%TARGET%\Scripts\briefing-app-window.exe"
exit /b 0
:failed
echo The installation failed. It needs Python @PYTHON@; README.txt says what else.
exit /b 1
