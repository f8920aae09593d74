@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts the symkit tool that has the name of this file. Two environment variables count:
rem   JAVA_HOME     the Java to use (17 or newer); if it is not set, the java.exe on PATH
rem   SYMKIT_OPTS   more options for the Java machine, for example -Xmx4g
rem Exit code 9009: no usable Java. Everything else is the tool's.
rem No blocks in parentheses: the paths used here may hold some.
setlocal EnableExtensions DisableDelayedExpansion
set "SYMKIT_LIB=%~dp0..\lib"
set "SYMKIT_MAIN="

rem One line per tool: its jar (which names the other jars it needs) and its main class.
if /i "%~n0"=="symstore" set "SYMKIT_JAR=symkit-symstore-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.symstore.cli.SymStoreMain"
if /i "%~n0"=="agestore" set "SYMKIT_JAR=symkit-agestore-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.agestore.cli.AgeStoreMain"
if /i "%~n0"=="convertstore" set "SYMKIT_JAR=symkit-symstore-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.symstore.cli.ConvertStoreMain"
if /i "%~n0"=="pdbcopy" set "SYMKIT_JAR=symkit-pdbcopy-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.pdbcopy.cli.PdbCopyMain"
if /i "%~n0"=="symsrv" set "SYMKIT_JAR=symkit-symsrv-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.symsrv.cli.SymSrvMain"
if /i "%~n0"=="symchk" set "SYMKIT_JAR=symkit-symchk-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.symchk.cli.SymChkMain"
if /i "%~n0"=="dbh" set "SYMKIT_JAR=symkit-dbh-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.dbh.cli.DbhMain"
if /i "%~n0"=="symproxy" set "SYMKIT_JAR=symkit-symproxy-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.symproxy.cli.SymProxyMain"
if /i "%~n0"=="undname" set "SYMKIT_JAR=symkit-undname-@project.version@.jar" & set "SYMKIT_MAIN=dev.symkit.undname.cli.UndnameMain"

if not defined SYMKIT_MAIN goto unknown
if not exist "%SYMKIT_LIB%\%SYMKIT_JAR%" goto incomplete
rem All jars in plugins, if there is such a folder; Java itself looks which.
set "SYMKIT_PATH=%SYMKIT_LIB%\%SYMKIT_JAR%"
if exist "%~dp0..\plugins\*.jar" set "SYMKIT_PATH=%SYMKIT_PATH%;%~dp0..\plugins\*"
if not defined JAVA_HOME goto path
set "SYMKIT_JRE=%JAVA_HOME:"=%"
set "SYMKIT_JAVA=%SYMKIT_JRE%\bin\java.exe"
if not exist "%SYMKIT_JAVA%" goto badhome
goto version

:path
set "SYMKIT_JAVA="
for %%I in (java.exe) do set "SYMKIT_JAVA=%%~$PATH:I"
if not defined SYMKIT_JAVA goto nojava
for %%I in ("%SYMKIT_JAVA%") do set "SYMKIT_JRE=%%~dpI.."

rem The version stands in the file 'release' of every JDK; only where that is missing Java is started once more to ask it.
:version
set "SYMKIT_VERSION="
if not exist "%SYMKIT_JRE%\release" goto ask
for /f "usebackq tokens=1,2 delims==" %%A in ("%SYMKIT_JRE%\release") do if "%%A"=="JAVA_VERSION" set "SYMKIT_VERSION=%%~B"
if defined SYMKIT_VERSION goto compare
:ask
set "SYMKIT_ANSWER=%TEMP%\symkit-%RANDOM%-%RANDOM%.txt"
"%SYMKIT_JAVA%" -version 2>"%SYMKIT_ANSWER%"
for /f "usebackq tokens=2,3" %%A in ("%SYMKIT_ANSWER%") do if "%%A"=="version" set "SYMKIT_VERSION=%%~B"
del "%SYMKIT_ANSWER%"
:compare
set "SYMKIT_MAJOR=0"
for /f "tokens=1,2 delims=.-+_" %%A in ("%SYMKIT_VERSION%") do set "SYMKIT_MAJOR=%%A" & if "%%A"=="1" set "SYMKIT_MAJOR=%%B"
if %SYMKIT_MAJOR% LSS 17 goto tooold
set "SYMKIT_FLAGS="
rem A server runs long and answers many at a time: it gets neither flag.
if /i "%~n0"=="symproxy" goto native
set "SYMKIT_FLAGS=-XX:TieredStopAtLevel=1"
rem Java ends if it is told of two collectors, so options that may name another are given way.
set "SYMKIT_TOLD=%SYMKIT_OPTS% %JDK_JAVA_OPTIONS% %JAVA_TOOL_OPTIONS% %_JAVA_OPTIONS%"
set "SYMKIT_TOLD=%SYMKIT_TOLD:"=%"
if "%SYMKIT_TOLD:-XX:+Use=%"=="%SYMKIT_TOLD%" set "SYMKIT_FLAGS=%SYMKIT_FLAGS% -XX:+UseSerialGC"
:native
rem From 24 on Java warns of native code (zstd, for compressed PDBs) unless it is told that this is intended.
if %SYMKIT_MAJOR% GEQ 24 set "SYMKIT_FLAGS=%SYMKIT_FLAGS% --enable-native-access=ALL-UNNAMED"

"%SYMKIT_JAVA%" %SYMKIT_FLAGS% %SYMKIT_OPTS% -cp "%SYMKIT_PATH%" %SYMKIT_MAIN% %*
exit /b %ERRORLEVEL%

:unknown
>&2 echo "%~n0": no symkit tool has this name
exit /b 9009

:incomplete
>&2 echo %~n0: incomplete installation: "%SYMKIT_LIB%\%SYMKIT_JAR%" is missing
exit /b 9009

:badhome
>&2 echo %~n0: JAVA_HOME is "%SYMKIT_JRE%", but there is no bin\java.exe in it
exit /b 9009

:nojava
>&2 echo %~n0: Java 17 or newer is needed: JAVA_HOME is not set and there is no java.exe on PATH
exit /b 9009

:tooold
>&2 echo %~n0: Java 17 or newer is needed, but "%SYMKIT_JAVA%" is version "%SYMKIT_VERSION%"
exit /b 9009
