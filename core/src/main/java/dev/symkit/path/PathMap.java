// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.List;
import java.util.Optional;

/**
 * Where shares of Windows servers are mounted, so that UNC paths can be used on other systems (symsrv.md 4.4; our choice). Immutable.
 *
 * @param mappings the shares; where two fit, the longer one counts, of equal ones the last
 */
public record PathMap(List<Mapping> mappings) {
    /** Nothing is mounted. */
    public static final PathMap NONE = new PathMap(List.of());

    /** Copies the list. */
    public PathMap {
        mappings = List.copyOf(mappings);
    }

    /** Whether a text has the form {@code \\server\share=directory}. */
    public static boolean isPair(String text) {
        return Mapping.parse(text).isPresent();
    }

    /**
     * The map of such texts.
     *
     * @throws IllegalArgumentException if one {@link #isPair has another form}
     */
    public static PathMap of(List<String> pairs) {
        return new PathMap(pairs.stream()
                .map(pair -> Mapping.parse(pair).orElseThrow(() -> new IllegalArgumentException(pair)))
                .toList());
    }

    /**
     * One mounted share, or directory on a share.
     *
     * @param share {@code \\server\share}, perhaps with directories
     * @param directory the local directory that shows it
     */
    public record Mapping(String share, String directory) {

        /** The mapping that a text {@code \\server\share=directory} means; empty if it is none. */
        static Optional<Mapping> parse(String pair) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            String share = pair.substring(0, equals).strip();
            String directory = pair.substring(equals + 1).strip();
            return UncPath.is(share) && UncPath.parts(share).size() >= 2 && !directory.isEmpty()
                    ? Optional.of(new Mapping(share, directory))
                    : Optional.empty();
        }

        /** The local path of a path on the share. */
        String local(String path) {
            List<String> parts = UncPath.parts(path);
            List<String> rest = parts.subList(depth(), parts.size());
            String end = path.endsWith("\\") || path.endsWith("/") ? "/" : "";
            String join = directory.endsWith("/") || rest.isEmpty() ? "" : "/";
            return directory + join + String.join("/", rest) + (rest.isEmpty() ? "" : end);
        }

        /**
         * The path on the share of a place below the local directory.
         *
         * @param below the path from the local directory to the place, with either slash; may be empty
         */
        public String remote(String below) {
            StringBuilder path = new StringBuilder("\\\\").append(String.join("\\", UncPath.parts(share)));
            UncPath.parts(below).forEach(part -> path.append('\\').append(part));
            return path.toString();
        }

        private int depth() {
            return UncPath.parts(share).size();
        }

        private boolean holds(List<String> path) {
            List<String> own = UncPath.parts(share);
            if (path.size() < own.size()) {
                return false;
            }
            for (int i = 0; i < own.size(); i++) {
                if (!own.get(i).equalsIgnoreCase(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A path on a mounted share.
     *
     * @param mapping the share
     * @param local the local path, not normalised: it may lead out of the mounted directory again
     */
    public record Mapped(Mapping mapping, String local) {}

    /** Where a path is mounted; empty if it is no UNC path or on no share of the map. Case and kind of slash do not matter. */
    public Optional<Mapped> find(String path) {
        if (!UncPath.is(path)) {
            return Optional.empty();
        }
        List<String> parts = UncPath.parts(path);
        Optional<Mapping> best = Optional.empty();
        for (Mapping mapping : mappings) {
            if (mapping.holds(parts)
                    && mapping.depth() >= best.map(Mapping::depth).orElse(0)) {
                best = Optional.of(mapping);
            }
        }
        return best.map(mapping -> new Mapped(mapping, mapping.local(path)));
    }

    /** The local path of a path on a mounted share, any other text unchanged. */
    public String local(String path) {
        return find(path).map(Mapped::local).orElse(path);
    }
}
