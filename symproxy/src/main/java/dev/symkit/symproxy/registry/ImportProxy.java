// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import dev.symkit.path.BlackoutTimeouts;
import dev.symkit.path.SymSrvIni;
import dev.symkit.store.storage.WholeFile;
import dev.symkit.symproxy.config.BlackoutKeys;
import dev.symkit.symproxy.config.ConfigKey;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.ValueType;
import dev.symkit.symproxy.registry.ImportRules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a configuration of a registry export of SymProxy and, if there is one, its {@code symsrv.ini}: the values of {@link ImportRules}, a
 * directory for each of {@code Web Directories}, an upstream for each distinct entry of their {@code SymbolPath}, the lists of the key
 * {@code Symbol Server}. What is disabled with an {@code x} is a comment, and so is what has no counterpart. Used once.
 */
public final class ImportProxy {
    private static final Pattern KEY = Pattern.compile(
            "(?:HKEY_LOCAL_MACHINE|HKLM)\\\\SOFTWARE\\\\(?:WOW6432Node\\\\)?Microsoft\\\\"
                    + "(Symbol Server(?: Proxy)?)(?:\\\\([^\\\\]+)(?:\\\\(.+))?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9._-]+|^\\.");
    private static final String PROXY = "symbol server proxy";
    private static final String WEB = "web directories";
    private static final String PATH = "SymbolPath";
    private static final String DISABLED = "x";
    private static final String EXCLUSIONS = "exclusions";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Draft draft = new Draft();
    private final Map<ConfigKey<?>, String> settings = new LinkedHashMap<>();
    private final Map<ConfigKey<?>, List<String>> disabled = new LinkedHashMap<>();
    private final Map<String, List<RegValue>> directories = new LinkedHashMap<>();
    private final Set<String> exclusions = new LinkedHashSet<>();
    private final Map<String, Long> timeouts = new LinkedHashMap<>();
    private final UpstreamNames upstreams = new UpstreamNames();
    private final List<String> unused = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param lines the configuration
     * @param directories how many directories it has; without one it serves nothing
     * @param warnings what of the {@code symsrv.ini} means nothing
     */
    public record Imported(List<String> lines, int directories, List<String> warnings) {
        /** Copies the lists. */
        public Imported {
            lines = List.copyOf(lines);
            warnings = List.copyOf(warnings);
        }

        /** Writes the configuration to a file, UTF-8, replacing what is there. */
        public void write(Path file) throws IOException {
            WholeFile.write(file, temporary -> Files.writeString(temporary, String.join("\n", lines) + "\n"));
        }
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read; the message names file and line
     */
    public Imported run(Path reg, Optional<Path> ini) throws IOException {
        RegFile file = RegFile.read(reg);
        SymSrvIni other = ini.isPresent() ? SymSrvIni.read(ini.get()) : SymSrvIni.NONE;
        file.keys().forEach(this::key);
        file.values().forEach(this::value);
        boolean iniLists = ini.isPresent();
        if (iniLists && !exclusions.isEmpty()) {
            exclusions.forEach(pattern -> unused.add("Exclusions \"" + pattern + "\": the file symsrv.ini counts"));
        }
        Set<String> patterns = iniLists ? new LinkedHashSet<>(other.exclusions().patterns()) : exclusions;
        blackout(other.timeouts());
        List<String> lines = new ArrayList<>();
        lines.add("; made by symproxy import");
        lines.addAll(whole(patterns));
        return new Imported(lines, directories.size(), other.warnings());
    }

    private void key(String text) {
        Matcher key = KEY.matcher(text);
        if (key.matches() && isProxy(key) && WEB.equalsIgnoreCase(key.group(2)) && key.group(3) != null) {
            directories.computeIfAbsent(key.group(3), same -> new ArrayList<>());
        }
    }

    private static boolean isProxy(Matcher key) {
        return key.group(1).toLowerCase(Locale.ROOT).equals(PROXY);
    }

    private void value(RegValue value) {
        Matcher key = KEY.matcher(value.key());
        String sub = key.matches() && key.group(2) != null ? key.group(2).toLowerCase(Locale.ROOT) : "";
        boolean top = sub.isEmpty();
        if (!key.matches()) {
            unused(value, "no setting of SymProxy");
        } else if (isProxy(key) && top) {
            setting(value);
        } else if (isProxy(key) && sub.equals(WEB) && key.group(3) != null && isPath(value)) {
            directories.getOrDefault(key.group(3), List.of()).add(value);
        } else if (!isProxy(key) && sub.equals(EXCLUSIONS) && key.group(3) == null && isPattern(value.name())) {
            exclusions.add(value.name().toLowerCase(Locale.ROOT));
        } else if (!isProxy(key)
                && sub.equals("timeouts")
                && key.group(3) == null
                && value.number().isPresent()) {
            timeouts.put(value.name().toLowerCase(Locale.ROOT), value.number().getAsLong());
        } else if (!isProxy(key) && top && value.name().equalsIgnoreCase("NoFilePointerHandler")) {
            pointers(value);
        } else {
            unused(value, "unknown");
        }
    }

    private static boolean isPath(RegValue value) {
        String name = value.name().toLowerCase(Locale.ROOT);
        return value.text().isPresent() && (name.equals("symbolpath") || name.equals(DISABLED + "symbolpath"));
    }

    private static boolean isPattern(String text) {
        return !text.isBlank()
                && !text.startsWith("[")
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == ';' || c == '#');
    }

    private void pointers(RegValue value) {
        if (value.number().orElse(0) != 0) {
            settings.put(DirectoryKeys.POINTERS, "none");
        } else {
            unused(value, "0 is as if it were not there");
        }
    }

    private void setting(RegValue value) {
        Optional<String> off = ImportRules.disabled(value.name());
        Optional<Rule> rule = ImportRules.of(off.orElse(value.name()));
        OptionalLong number = value.number();
        Optional<String> text =
                rule.isPresent() && number.isPresent() ? rule.get().text(number.getAsLong()) : Optional.empty();
        if (text.isEmpty()) {
            unused(value, rule.isPresent() ? "no value for " + rule.get().key().name() : reason(value, off));
        } else if (off.isPresent()) {
            disabled.computeIfAbsent(rule.get().key(), same -> new ArrayList<>())
                    .add("; " + rule.get().key().name() + " = " + text.get() + " ; " + value.name());
        } else if (rule.get().key().equals(DirectoryKeys.POINTERS)) {
            // one of the two that switch them off is enough
            settings.merge(DirectoryKeys.POINTERS, text.get(), (one, two) -> one.equals("none") ? one : two);
        } else {
            settings.put(rule.get().key(), text.get());
        }
    }

    private static String reason(RegValue value, Optional<String> off) {
        return ImportRules.reason(off.orElse(value.name())) + (off.isPresent() ? ", and disabled" : "");
    }

    private void unused(RegValue value, String why) {
        unused.add(value.key() + " \"" + value.name() + "\" = " + value.shown() + ": " + why);
    }

    /** When stores are left alone: as the file says, else the registry of the client, else that of the proxy. */
    private void blackout(BlackoutTimeouts ini) {
        boolean registry = !timeouts.isEmpty();
        if (!ini.given() && !registry) {
            return;
        }
        if (ini.given()) {
            timeouts.forEach((name, value) ->
                    unused.add("Timeouts \"" + name + "\" = " + value + ": the file symsrv.ini counts"));
        }
        long trigger = ini.given() ? ini.trigger() : timeouts.getOrDefault("trigger", 0L);
        long count = ini.given() ? ini.count() : timeouts.getOrDefault("count", 0L);
        long blackout = ini.given() ? ini.blackout() : timeouts.getOrDefault("blackout", 0L);
        boolean off = trigger == 0 || count == 0 || blackout == 0;
        put(BlackoutKeys.COUNT, off ? "0" : Long.toString(count));
        if (!off) {
            put(BlackoutKeys.PERIOD, trigger + "m");
            put(BlackoutKeys.DURATION, blackout + "m");
        }
    }

    private void put(ConfigKey<?> key, String text) {
        if (key.type().parse(text).isPresent()) {
            String before = settings.put(key, text);
            if (before != null) {
                unused.add("blackout." + key.name() + " = " + before + ": the timeouts of the client count");
            }
        } else {
            unused.add("Timeouts: " + text + " is no value for " + key.name());
        }
    }

    private List<String> whole(Set<String> patterns) {
        Duration longest = BlackoutKeys.MAX_DURATION
                .fallback()
                .flatMap(ValueType.DURATION::parse)
                .orElse(MINUTE);
        String text = settings.getOrDefault(BlackoutKeys.DURATION, "");
        if (ValueType.DURATION
                .parse(text)
                .filter(time -> time.compareTo(longest) > 0)
                .isPresent()) {
            settings.put(BlackoutKeys.MAX_DURATION, text);
        }
        for (String section : List.of("server", "fill", "misses", "blackout")) {
            keys(section, section);
        }
        Set<String> taken = new LinkedHashSet<>(DirectoryKeys.RESERVED);
        directories.forEach((name, paths) -> directory(name, paths, taken));
        upstreams.all().forEach((name, url) -> {
            draft.line("upstream " + name, "url = " + url);
            keys("upstream", "upstream " + name);
        });
        patterns.forEach(pattern -> draft.line(EXCLUSIONS, pattern));
        List<String> lines = draft.lines();
        if (!unused.isEmpty()) {
            lines.add("");
            lines.add("; not used:");
            unused.forEach(line -> lines.add(";   " + line.replaceAll("[\\s\\p{Cntrl}]+", " ")));
        }
        return lines;
    }

    /** Writes the settings of a kind of section to one such section. */
    private void keys(String kind, String head) {
        Set<ConfigKey<?>> all = new LinkedHashSet<>();
        ImportRules.ALL.forEach(rule -> all.add(rule.key()));
        all.add(BlackoutKeys.MAX_DURATION);
        for (ConfigKey<?> key : all) {
            if (key.section().equals(kind)) {
                disabled.getOrDefault(key, List.of()).forEach(line -> draft.line(head, line));
                Optional.ofNullable(settings.get(key)).ifPresent(text -> draft.line(head, key.name() + " = " + text));
            }
        }
    }

    private void directory(String name, List<RegValue> paths, Set<String> taken) {
        String base = NO_NAME.matcher(name).replaceAll("-");
        String free = base.equals("-") ? "directory" : base;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = base + "-" + i;
        }
        String head = "directory " + free;
        if (!free.equals(name)) {
            draft.line(head, "; was: " + name.replaceAll("\\p{Cntrl}", " "));
        }
        draft.line(head, "; to be: the folder that IIS serves under this name");
        draft.line(head, "path = " + free);
        for (RegValue path : paths) {
            List<String> names = names(path);
            if (!names.isEmpty()) {
                boolean off = !path.name().equalsIgnoreCase(PATH);
                String line = "upstream = " + String.join(", ", names);
                draft.line(head, off ? "; " + line + " ; " + path.name() : line);
            }
        }
        keys("directory", head);
    }

    /** The upstreams of a path; of one that is disabled their places, as there is no section for them. */
    private List<String> names(RegValue path) {
        boolean off = !path.name().equalsIgnoreCase(PATH);
        Set<String> names = new LinkedHashSet<>();
        for (String store : UpstreamNames.entries(path.text().orElse(""))) {
            if (!UpstreamNames.isWritable(store)) {
                unused.add(path.key() + " \"" + path.name() + "\": " + store + ": cannot stand in an INI file");
            } else {
                names.add(off ? store : upstreams.name(store));
            }
        }
        return new ArrayList<>(names);
    }
}
