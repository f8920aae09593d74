// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.route;

import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.layout.Tier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads request targets as they came over the wire (symproxy.md 8.1, 8.2): {@code /DIR/NAME/INDEX/LEAF}, {@code /DIR/XX/NAME/INDEX/LEAF} and
 * the few others there are. A slash at the end means something only where directories may be looked at. A directory whose name is also that of a symbol file loses to the file in the root where only that makes sense.
 * Immutable.
 */
public final class TargetParser {
    /** Longest target in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final int MAX_SEGMENTS = 6;
    private static final int MAX_BELOW_DIRECTORY = 4;
    private static final Pattern BUILD_ID = Pattern.compile("[0-9A-Fa-f]{2,128}");
    private static final Set<String> CALLS = Set.of("upload", "transactions", "exists");
    private static final Set<String> NEVER = Set.of("swagger.json", "favicon.ico");
    private static final Target UNKNOWN = new Target.Unknown();

    private final TargetRules rules;
    private final Segments segments;

    /** A parser with rules. */
    public TargetParser(TargetRules rules) {
        this.rules = rules;
        this.segments = new Segments(rules.windows());
    }

    /** Takes a target apart: the path with its query, in origin form. */
    public RequestTarget parse(String raw) {
        int question = raw.indexOf('?');
        String path = question < 0 ? raw : raw.substring(0, question);
        String query = question < 0 ? "" : raw.substring(question + 1);
        if (raw.length() > MAX_LENGTH || !path.startsWith("/")) {
            String reason = raw.length() > MAX_LENGTH ? "target too long" : "target is no path";
            return new RequestTarget(new Target.Malformed(reason), Optional.empty(), query);
        }
        try {
            List<String> all = segments.of(path, MAX_SEGMENTS);
            boolean token = rules.tokenInPath() && !all.isEmpty() && all.get(0).startsWith("~");
            return new RequestTarget(
                    target(token ? all.subList(1, all.size()) : all),
                    token ? Optional.of(all.get(0).substring(1)) : Optional.empty(),
                    query);
        } catch (Segments.MalformedException e) {
            return new RequestTarget(new Target.Malformed(String.valueOf(e.getMessage())), Optional.empty(), query);
        }
    }

    private Target target(List<String> all) {
        if (all.size() > 1 && all.get(0).equals("-")) {
            return new Target.Service(String.join("/", all.subList(1, all.size())));
        }
        Optional<String> named = all.isEmpty() || all.get(0).isEmpty() ? Optional.empty() : rules.directory(all.get(0));
        Target inNamed = named.map(directory -> below(directory, all.subList(1, all.size())))
                .orElse(UNKNOWN);
        if (!(inNamed instanceof Target.Unknown)) {
            return inNamed;
        }
        Target inRoot = rules.directory("").map(root -> below(root, all)).orElse(UNKNOWN);
        if (named.isPresent()) {
            return inRoot instanceof Target.File ? inRoot : UNKNOWN;
        }
        return inRoot instanceof Target.Unknown ? ofServer(all) : inRoot;
    }

    /** What is no directory's. */
    private static Target ofServer(List<String> all) {
        if (all.size() == 1 && all.get(0).equals("robots.txt")) {
            return new Target.Robots();
        }
        if (all.size() == 1 && NEVER.contains(all.get(0))) {
            return new Target.Never();
        }
        boolean debuginfod = all.size() == 3
                && all.get(0).equals("buildid")
                && BUILD_ID.matcher(all.get(1)).matches();
        if (debuginfod && (all.get(2).equals("debuginfo") || all.get(2).equals("executable"))) {
            return new Target.BuildId(
                    all.get(1).toLowerCase(Locale.ROOT), all.get(2).equals("executable"));
        }
        return all.size() > MAX_BELOW_DIRECTORY + 1 ? new Target.Malformed("too many segments") : UNKNOWN;
    }

    private Target below(String directory, List<String> rest) {
        if (rest.isEmpty() || (rest.size() == 1 && rest.get(0).isEmpty())) {
            return new Target.Top(directory);
        }
        String first = rest.get(0).toLowerCase(Locale.ROOT);
        if (rest.size() == 1 && first.equals(Tier.MARKER)) {
            return new Target.TierMarker(directory);
        }
        if (rest.size() == 1 && first.equals(StoreNames.PINGME)) {
            return new Target.Pingme(directory);
        }
        Target file = file(directory, rest);
        if (file instanceof Target.Unknown && CALLS.contains(rest.get(0)) && rest.size() <= 3) {
            boolean slash = rest.get(rest.size() - 1).isEmpty();
            return new Target.Call(directory, rest.get(0), rest.subList(1, rest.size() - (slash ? 1 : 0)));
        }
        return file instanceof Target.Unknown ? listing(directory, rest) : file;
    }

    private Target listing(String directory, List<String> rest) {
        int last = rest.size() - 1;
        if (!rest.get(last).isEmpty() || !rules.isListed(directory)) {
            return UNKNOWN;
        }
        return StorePlace.of(rest.subList(0, last))
                .<Target>map(place -> new Target.Listing(directory, place))
                .orElse(UNKNOWN);
    }

    private static Target file(String directory, List<String> rest) {
        int prefix = rest.size() - 3;
        if (prefix < 0 || prefix > 1) {
            return prefix > 1 ? new Target.Malformed("too many segments") : UNKNOWN;
        }
        String name = rest.get(prefix);
        String leafName = rest.get(prefix + 2);
        if (prefix == 1 && !Tier.prefix(name).equalsIgnoreCase(rest.get(0))) {
            return UNKNOWN;
        }
        Optional<Leaf> leaf = Leaf.named(leafName, name);
        if (leaf.isEmpty()) {
            return UNKNOWN;
        }
        try {
            // SymbolKey cuts paths; a segment has none, so the name stays whole
            return new Target.File(directory, SymbolKey.of(name, rest.get(prefix + 1)), leaf.get());
        } catch (IllegalKeyException e) {
            return UNKNOWN;
        }
    }
}
