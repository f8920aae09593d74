// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.AnsiText;
import dev.symkit.path.IniFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The configuration on disk: the file itself and the {@code [exclusions]} of a {@code symsrv.ini} beside it. UTF-8 with or without BOM,
 * UTF-16 with BOM, else windows-1252. Stateless.
 */
public final class ConfigFile {
    private static final int MAX_SIZE = 4 << 20;
    private static final String NEIGHBOUR = "symsrv.ini";
    private static final String EXCLUSIONS = "exclusions";

    private ConfigFile() {}

    /**
     * Loads a configuration.
     *
     * @param environment the environment variables
     * @param sets texts of the form {@code section.key=value}, in order
     * @throws IOException if a file cannot be read or is too large; the message names it
     */
    public static ConfigLoader.Loaded load(Path file, Map<String, String> environment, List<String> sets)
            throws IOException {
        IniFile ini = read(file);
        Path neighbour = file.resolveSibling(NEIGHBOUR);
        if (!file.equals(neighbour) && Files.isRegularFile(neighbour)) {
            List<IniFile.Section> sections = new ArrayList<>(ini.sections());
            read(neighbour).sections().stream()
                    .filter(section -> section.name().equals(EXCLUSIONS))
                    .forEach(sections::add);
            ini = new IniFile(ini.file(), sections, ini.warnings());
        }
        return new ConfigLoader(environment).load(ini, sets);
    }

    /**
     * Reads a file of the form of a configuration.
     *
     * @throws IOException if it cannot be read or is too large; the message names it
     */
    public static IniFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_SIZE + 1);
            if (content.length > MAX_SIZE) {
                throw new IOException("larger than " + MAX_SIZE + " bytes");
            }
            return IniFile.parse(AnsiText.decode(content), file.toString());
        } catch (FileSystemException e) {
            throw e; // names the file
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
