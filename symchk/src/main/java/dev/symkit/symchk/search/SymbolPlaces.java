// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.path.HostSystem;
import dev.symkit.path.ParseMode;
import dev.symkit.path.ParseOptions;
import dev.symkit.path.PathElement;
import dev.symkit.path.PathEnvironment;
import dev.symkit.path.PathStore;
import dev.symkit.path.SymbolPath;
import dev.symkit.path.SymbolPathException;
import dev.symkit.path.UrlText;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.Machine;
import dev.symkit.symsrv.session.SessionRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The places that a symbol path leads to.
 *
 * @param path the path that is searched, for people, without secrets
 * @param places in the order of the path
 */
public record SymbolPlaces(String path, List<SymbolPlace> places) implements Closeable {
    private static final String VARIABLE = "_NT_SYMBOL_PATH";
    private static final String ON_WINDOWS = "SRV*%SYSTEMROOT%\\SYMBOLS*" + SymbolPath.PUBLIC_STORE;
    private static final String ELSEWHERE = "SRV**" + SymbolPath.PUBLIC_STORE;

    /** Copies the list. */
    public SymbolPlaces {
        places = List.copyOf(places);
    }

    /**
     * Makes clients for a path; asks no store.
     *
     * @param base what else the user said about clients; its path does not count
     * @param warnings hears one line for each part of path and settings that may not be meant so, and for directories that cannot be
     *     read; from any thread
     * @throws ClientSession.BadPath if the path cannot be used
     * @throws IOException if settings cannot be read
     */
    public static SymbolPlaces open(
            SearchRequest request, SessionRequest base, Machine machine, Consumer<String> warnings)
            throws ClientSession.BadPath, IOException {
        return new Opener(request, base, machine, warnings).open();
    }

    /** A directory with all that is below it. */
    public static SymbolPlace below(Path directory, Consumer<String> warnings) {
        return new DeepPlace(directory, warnings);
    }

    @Override
    public void close() throws IOException {
        for (SymbolPlace place : places) {
            place.close();
        }
    }

    /** Collects places. Confined to one thread. */
    private static final class Opener {
        private final SearchRequest request;
        private final SessionRequest base;
        private final Machine machine;
        private final List<SymbolPlace> places = new ArrayList<>();
        private final Set<String> told = new HashSet<>();
        private final Consumer<String> warnings;

        Opener(SearchRequest request, SessionRequest base, Machine machine, Consumer<String> warnings) {
            this.request = request;
            this.base = base.withOptions(
                    base.options().toBuilder().overwrite(request.refresh()).build());
            this.machine = machine;
            this.warnings = warnings;
        }

        SymbolPlaces open() throws ClientSession.BadPath, IOException {
            PathEnvironment environment = new PathEnvironment(
                    HostSystem.of(machine.properties().getOrDefault("os.name", "")),
                    machine.environment(),
                    machine.properties().getOrDefault("user.home", ""),
                    machine.workingDirectory().toString());
            String text = text(environment);
            boolean done = false;
            try {
                if (request.each() || request.deep()) {
                    open(elements(text, environment));
                } else {
                    add(text);
                }
                done = true;
            } finally {
                if (!done) {
                    new SymbolPlaces("", places).close();
                }
            }
            return new SymbolPlaces(UrlText.maskedPath(text), places);
        }

        private String text(PathEnvironment environment) {
            if (!request.path().isBlank()) {
                return request.path();
            }
            return environment
                    .variable(VARIABLE)
                    .filter(value -> !value.isBlank())
                    .orElse(environment.system() == HostSystem.WINDOWS ? ON_WINDOWS : ELSEWHERE);
        }

        private static List<PathElement> elements(String text, PathEnvironment environment) {
            ParseOptions options =
                    ParseOptions.of(ParseMode.LENIENT).on(environment).expanding(true);
            try {
                return SymbolPath.parse(text, options).elements();
            } catch (SymbolPathException e) {
                throw new IllegalStateException(e); // lenient mode takes everything
            }
        }

        /** Elements that are searched together are one place, with the caches that are named before them. */
        private void open(List<PathElement> elements) throws ClientSession.BadPath, IOException {
            List<PathElement> caches = new ArrayList<>();
            List<PathElement> together = new ArrayList<>();
            for (PathElement element : elements) {
                Optional<Path> directory = request.deep() ? directory(element) : Optional.empty();
                if (directory.isPresent()) {
                    add(caches, together);
                    places.add(new DeepPlace(directory.get(), warnings));
                } else if (element instanceof PathElement.Cache) {
                    caches.add(element);
                } else {
                    together.add(element);
                    if (request.each()) {
                        add(caches, together);
                    }
                }
            }
            add(caches, together);
            if (places.isEmpty()) {
                add(caches, new ArrayList<>(caches));
            }
        }

        private Optional<Path> directory(PathElement element) {
            if (element instanceof PathElement.Plain plain && plain.place() instanceof PathStore.Directory directory) {
                try {
                    return Optional.of(
                            machine.workingDirectory().resolve(directory.path()).normalize());
                } catch (InvalidPathException e) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        private void add(List<PathElement> caches, List<PathElement> elements)
                throws ClientSession.BadPath, IOException {
            if (!elements.isEmpty()) {
                List<PathElement> all = new ArrayList<>(new LinkedHashSet<>(caches));
                elements.stream().filter(element -> !all.contains(element)).forEach(all::add);
                add(all.stream().map(PathElement::text).collect(Collectors.joining(";")));
                elements.clear();
            }
        }

        private void add(String text) throws ClientSession.BadPath, IOException {
            ClientSession session = ClientSession.open(base.withPath(text), machine);
            session.warnings().stream().filter(told::add).forEach(warnings);
            places.add(new ClientPlace(UrlText.maskedPath(text), session));
        }
    }
}
