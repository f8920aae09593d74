@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Builds symkit if it is not built yet and runs its main job on the sample programs. Needs a JDK (17 or newer) and Maven
rem (3.8 or newer). "quickstart rebuild" builds in any case. Ends with 0 only if every command ended with the exit code
rem expected of it. Everything happens in a temporary folder.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "BIN=%ROOT%distribution\target\symkit\bin"
set "FAILED="

if /i "%~1"=="rebuild" goto build
if exist "%BIN%\symstore.cmd" goto tour
:build
echo # Building symkit (the first time Maven also downloads what it needs)...
pushd "%ROOT%"
cmd /c mvn -q -B -ntp -DskipTests package -pl distribution -am
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" goto nobuild

:tour
set "SCRATCH=%TEMP%\symkit-quickstart-%RANDOM%-%RANDOM%"
mkdir "%SCRATCH%"
xcopy /e /i /q "%ROOT%samples\build-1" "%SCRATCH%\build-1" >nul
xcopy /e /i /q "%ROOT%samples\build-2" "%SCRATCH%\build-2" >nul
pushd "%SCRATCH%"

echo.
echo # Two builds of a small program arrive, each with its symbols, for x86, x64 and ARM64.
call :run 0 symstore "add /r /f build-1 /s store /t Hello /v 1.0"
call :run 0 symstore "add /r /f build-2 /s store /t Hello /v 1.1"

echo.
echo # Every file lies under a key read from its contents: time stamp and size, or GUID and age.
dir /s /b store\engine.dll
echo.
echo # hello.exe is the same in both builds: one copy, two references.
type store\hello.exe\92617ED74000\refs.ptr
echo.
echo.
echo # The store knows what was added when.
type store\000Admin\server.txt

echo.
echo # Is all of build 1 there? Is the store sound?
call :run 0 symstore "query /r /f build-1 /s store"
call :run 0 symstore "verify /s store"

echo.
echo # A debugger, or a script, finds the PDB of a program through a symbol path, and keeps a copy in a cache.
call :run 0 symsrv "get -y srv*local*store --for build-2\x64\hello.exe --pdb"

echo.
echo # Build 1 is no longer needed: delete the first transaction.
call :run 0 symstore "del /i 1 /s store"

echo.
echo # Its engine is gone (exit code 2: not all files found), but hello.exe stays, because build 2 refers to it.
call :run 2 symstore "query /r /f build-1\x64 /s store"

echo.
echo # Build 2 is complete, and the store is still sound.
call :run 0 symstore "query /r /f build-2 /s store"
call :run 0 symstore "verify /s store"

echo.
echo # A program came without its PDB. The symbol shell fetches it from the store: what is at an address, and in which line of the source?
mkdir alone
copy /y build-2\x64\engine.dll alone >nul
call :run 0 dbh "-s:srv*local*store alone\engine.dll addr 1001070"
call :run 0 dbh "-s:srv*local*store alone\engine.dll laddr 1001070"
dir /s /b local\engine.pdb

echo.
echo # The linker knows a variable by another name. What does that mean?
call :run 0 dbh "-d -s:srv*local*store alone\engine.dll enum *build*"
call :run 0 dbh "undec ?g_engine_build@@3HA"

echo.
echo # A file that is not there is an error for scripts too.
call :run 1 dbh "alone\gone.dll info"

echo.
echo # A server makes the store reachable over HTTP. What is asked for is fetched once, and kept.
if defined FAILED goto ended
echo $ symproxy quick --cache cache --upstream store --port 0
>serve.cmd echo @"%BIN%\symproxy.cmd" quick --cache cache --upstream "%SCRATCH%\store" --port 0 --set server.admin.listen=off ^>requests.txt 2^>server.txt
start "" /b cmd /c serve.cmd
set "URL="
set "TRIES=0"
:wait
if exist server.txt for /f "tokens=1,2,4" %%A in (server.txt) do if "%%A %%B"=="symproxy: serving" set "URL=%%C"
if defined URL goto serving
set /a TRIES+=1
if %TRIES% GEQ 120 goto noserver
ping -n 2 127.0.0.1 >nul
goto wait
:noserver
if exist server.txt type server.txt
set "FAILED=symproxy does not serve"
goto ended
:serving
type server.txt
for /f "tokens=3 delims=:/" %%P in ("%URL%") do set "PORT=%%P"
call :run 0 symsrv "get -y srv*other*%URL% --for build-2\x64\engine.dll --pdb"
dir /s /b cache\engine.pdb
call :run 1 symsrv "get -y srv*other*%URL% nowhere.pdb 0123456789ABCDEF0123456789ABCDEF1"

echo.
echo # It is ended: whose process listens at the port?
for /f "tokens=1,2,5" %%A in ('netstat -ano') do if "%%A %%B"=="TCP 0.0.0.0:%PORT%" taskkill /f /pid %%C
ping -n 3 127.0.0.1 >nul
type requests.txt

:ended
popd
rmdir /s /q "%SCRATCH%"
if defined FAILED goto failed
echo.
echo # Done: every command ended as expected.
exit /b 0

:failed
>&2 echo quickstart: %FAILED%
exit /b 1

:nobuild
>&2 echo quickstart: the build ended with %CODE%
exit /b 1

rem run EXPECTED TOOL "ARGUMENTS": shows the command, runs it, remembers the first wrong exit code.
:run
if defined FAILED exit /b 0
echo $ %2 %~3
cmd /c ""%BIN%\%2.cmd" %~3"
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="%1" set "FAILED=%2 ended with %CODE%, expected was %1"
exit /b 0
