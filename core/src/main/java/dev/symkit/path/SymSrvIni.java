// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The file {@code symsrv.ini}. {@code [exclusions]} and {@code [timeouts]} are documented by Microsoft ("Setting Up Exclusion Lists",
 * "Dealing with Unavailable Symbol Stores"), the other sections are ours. Immutable.
 *
 * @param file name of the file for messages; empty if there is none
 * @param exclusions files that are never looked up
 * @param timeouts when stores are left alone
 * @param http {@code [http]}, as written: the client knows the keys
 * @param stores the {@code [store ...]} sections, as written; one for each place
 * @param unc {@code [unc]}: where shares are mounted
 * @param warnings one line for each part that means nothing, with file and line; without secrets
 */
public record SymSrvIni(
        String file,
        Exclusions exclusions,
        BlackoutTimeouts timeouts,
        IniSettings http,
        List<IniSettings> stores,
        PathMap unc,
        List<String> warnings) {
    /** Most bytes a file may have. */
    public static final int MAX_SIZE = 1 << 20;

    /** What counts without a file. */
    public static final SymSrvIni NONE = new SymSrvIni(
            "", Exclusions.NONE, BlackoutTimeouts.NOT_GIVEN, IniSettings.NONE, List.of(), PathMap.NONE, List.of());

    /** What the file is called. */
    public static final String NAME = "symsrv.ini";

    private static final String FOLDER = "symkit";

    /** Copies the lists. */
    public SymSrvIni {
        stores = List.copyOf(stores);
        warnings = List.copyOf(warnings);
    }

    /**
     * The content of a file: UTF-8 with or without BOM, else windows-1252. Sections, keys and values that mean nothing are warnings.
     *
     * @param content the bytes
     * @param file name of the file for messages
     * @throws IOException if it has more than {@value #MAX_SIZE} bytes
     */
    public static SymSrvIni parse(byte[] content, String file) throws IOException {
        if (content.length > MAX_SIZE) {
            throw new IOException(file + ": larger than the " + MAX_SIZE + " bytes allowed for " + NAME);
        }
        return new SymSrvIniReader(file).read(IniFile.parse(AnsiText.decode(content), file));
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read or is too large
     */
    public static SymSrvIni read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(MAX_SIZE + 1), file.toString());
        } catch (FileSystemException e) {
            throw e; // names the file
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file + ": ") ? e : new IOException(file + ": " + message, e);
        }
    }

    /**
     * Where the file is. The first of: the named one, {@code SYMSRV_INI}, {@code symsrv.ini} in the working directory if {@code "."} is
     * named, {@code symkit/symsrv.ini} in the configuration directory of the user, then of the system. What option and variable name is
     * not asked for: that it is missing shows when it is read.
     *
     * @param option value of {@code --ini}; empty: not given
     * @param exists whether there is a file
     * @return its path; empty if there is none
     */
    public static Optional<String> locate(String option, PathEnvironment environment, Predicate<String> exists) {
        boolean here = option.strip().equals(".");
        if (!option.isBlank() && !here) {
            return Optional.of(option);
        }
        Optional<String> variable = environment.variable("SYMSRV_INI");
        if (variable.isPresent()) {
            return variable;
        }
        List<String> places = new ArrayList<>();
        if (here) {
            String directory = environment.workingDirectory();
            places.add(environment.join(directory.isEmpty() ? "." : directory, NAME));
        }
        directories(environment).forEach(directory -> places.add(environment.join(directory, FOLDER, NAME)));
        return places.stream().filter(exists).findFirst();
    }

    private static List<String> directories(PathEnvironment environment) {
        String home = environment.userHome();
        return switch (environment.system()) {
            case WINDOWS -> {
                List<String> directories = new ArrayList<>();
                directories.add(
                        environment.variable("AppData").orElseGet(() -> environment.join(home, "AppData", "Roaming")));
                environment.variable("ProgramData").ifPresent(directories::add);
                yield directories;
            }
            case MACOS -> List.of(environment.join(home, "Library", "Application Support"), "/etc");
            case OTHER ->
                List.of(
                        environment.absolute("XDG_CONFIG_HOME").orElseGet(() -> environment.join(home, ".config")),
                        "/etc");
        };
    }

    /**
     * The section for a store: the one with the longest URL or path that the place lies in. Whole names are compared, on the same host and
     * port; case matters in URL paths and in paths with slashes only.
     *
     * @param location URL or path of the store
     */
    public Optional<IniSettings> store(String location) {
        StoreTarget place = StoreTarget.of(location);
        return stores.stream()
                .filter(settings -> StoreTarget.of(settings.target()).covers(place))
                .max(Comparator.comparingInt(
                        settings -> StoreTarget.of(settings.target()).names().size()));
    }
}
