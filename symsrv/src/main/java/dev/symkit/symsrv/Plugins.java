// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv;

import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The providers on the class path and in the jars of a directory. Open as long as they are used. Immutable. */
public final class Plugins implements Closeable {
    private final URLClassLoader loader;
    private final List<SymbolServerProvider> providers;
    private final List<String> warnings;

    private Plugins(URLClassLoader loader) {
        this.loader = loader;
        List<SymbolServerProvider> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<SymbolServerProvider> services =
                ServiceLoader.load(SymbolServerProvider.class, loader).iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    found.add(services.next());
                }
            } catch (ServiceConfigurationError e) {
                problems.add("a symbol-server provider cannot be used: " + e.getMessage());
            }
        }
        this.providers = List.copyOf(found);
        this.warnings = List.copyOf(problems);
    }

    /** The providers on the class path, where the launchers have the jars of the folder {@code plugins}. Need not be closed. */
    public static Plugins installed() {
        return new Plugins(new URLClassLoader(new URL[0], Plugins.class.getClassLoader()));
    }

    /**
     * Looks for providers.
     *
     * @param directory with jars; need not exist
     * @param parent knows the class path
     * @throws IOException if the directory cannot be read
     */
    public static Plugins open(Path directory, ClassLoader parent) throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
                files.forEach(jars::add);
            }
        }
        Collections.sort(jars);
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return new Plugins(new URLClassLoader(urls, parent));
    }

    /** The providers, those of the class path first, then by the names of their jars. */
    public List<SymbolServerProvider> providers() {
        return providers;
    }

    /** One line for each provider that cannot be used. */
    public List<String> warnings() {
        return warnings;
    }

    /** The providers cannot load further classes any more. */
    @Override
    public void close() throws IOException {
        loader.close();
    }
}
