// SPDX-License-Identifier: Apache-2.0
// A stand-in for java.exe: writes its raw command line as UTF-8 to the file named by STUB_OUT and ends with the number in
// STUB_EXIT. If STUB_VERSION is set and the command line ends with -version, it writes that text to standard error instead.
// Freestanding: only kernel32, no C runtime.

typedef unsigned short wchar;
typedef void *handle;

__declspec(dllimport) wchar *__stdcall GetCommandLineW(void);
__declspec(dllimport) unsigned __stdcall GetEnvironmentVariableW(const wchar *name, wchar *value, unsigned chars);
__declspec(dllimport) handle __stdcall GetStdHandle(unsigned which);
__declspec(dllimport) handle __stdcall CreateFileW(
    const wchar *name, unsigned access, unsigned share, void *security, unsigned how, unsigned flags, handle model);
__declspec(dllimport) int __stdcall WriteFile(
    handle file, const void *bytes, unsigned count, unsigned *written, void *overlapped);
__declspec(dllimport) int __stdcall WideCharToMultiByte(
    unsigned page, unsigned flags, const wchar *text, int chars, char *bytes, int room, const char *fallback, int *used);
__declspec(dllimport) void __stdcall ExitProcess(unsigned code);

static wchar value[4096];
static char bytes[65536];

static unsigned variable(const wchar *name) { return GetEnvironmentVariableW(name, value, 4096); }

static void write(handle file, const wchar *text) {
  unsigned written;
  int count = WideCharToMultiByte(65001, 0, text, -1, bytes, sizeof bytes, 0, 0);
  WriteFile(file, bytes, count > 0 ? count - 1 : 0, &written, 0);
}

// Blanks at the end of text do not count: shells leave some there.
static int ends_with(const wchar *text, const wchar *tail) {
  int n = 0, m = 0;
  while (text[n]) ++n;
  while (tail[m]) ++m;
  while (n > 0 && text[n - 1] == ' ') --n;
  if (m > n) return 0;
  for (int i = 0; i < m; ++i) {
    if (text[n - m + i] != tail[i]) return 0;
  }
  return 1;
}

void start(void) {
  unsigned code = 0;
  if (ends_with(GetCommandLineW(), L" -version") && variable(L"STUB_VERSION")) {
    write(GetStdHandle(-12), value);
    write(GetStdHandle(-12), L"\r\n");
    ExitProcess(0);
  }
  if (variable(L"STUB_OUT")) {
    handle file = CreateFileW(value, 0x40000000u, 1, 0, 2, 0x80, 0);
    write(file, GetCommandLineW());
  }
  if (variable(L"STUB_EXIT")) {
    for (wchar *p = value; *p >= '0' && *p <= '9'; ++p) code = code * 10 + (*p - '0');
  }
  ExitProcess(code);
}
