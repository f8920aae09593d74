// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.process;

import dev.symkit.path.AnsiText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The modules of processes as PowerShell lists them.
 *
 * @param shell runs a script and gives its output
 */
public record WindowsModules(Shell shell) implements ProcessModules {
    private static final String UTF_8 = "[Console]::OutputEncoding=[Text.Encoding]::UTF8;";

    /** Runs scripts. */
    @FunctionalInterface
    public interface Shell {
        /** What a script writes. */
        byte[] run(String script) throws IOException;
    }

    /** Modules that the system's PowerShell lists. */
    public static WindowsModules ofThisMachine() {
        return new WindowsModules(WindowsModules::powerShell);
    }

    private static byte[] powerShell(String script) throws IOException {
        Process process = new ProcessBuilder("powershell", "-NoProfile", "-NonInteractive", "-Command", script)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        return output;
    }

    @Override
    public List<Long> processes() throws IOException {
        List<Long> found = new ArrayList<>();
        for (String line : lines("Get-Process | ForEach-Object { $_.Id }")) {
            if (line.matches("[0-9]{1,10}")) {
                found.add(Long.parseLong(line));
            }
        }
        return found;
    }

    @Override
    public List<MappedImage> modules(long process) throws IOException {
        List<String> lines = lines("$p=Get-Process -Id " + process
                + " -ErrorAction SilentlyContinue; if ($p) { 'process'; $p.Modules | ForEach-Object {"
                + " \"$($_.BaseAddress.ToInt64()) $($_.FileName)\" } }");
        if (lines.isEmpty()) {
            throw new NoSuchFileException("process " + process);
        }
        Map<Path, Long> bases = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int blank = line.indexOf(' ');
            try {
                bases.putIfAbsent(
                        Path.of(line.substring(blank + 1)), Long.parseLong(line.substring(0, Math.max(0, blank))));
            } catch (InvalidPathException | NumberFormatException e) {
                throw new IOException("PowerShell gave no address and path: " + line, e);
            }
        }
        return bases.entrySet().stream()
                .map(entry -> new MappedImage(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<String> lines(String script) throws IOException {
        return AnsiText.decode(shell.run(UTF_8 + script))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
