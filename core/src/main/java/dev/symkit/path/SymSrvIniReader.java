// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives the sections of one {@code symsrv.ini} their meaning. Confined. */
final class SymSrvIniReader {
    private static final int MAX_DIGITS = 9;

    private final IniFile.Warnings warnings;
    private final List<String> exclusions = new ArrayList<>();
    private final Settings http = new Settings();
    private final Map<StoreTarget, Settings> stores = new LinkedHashMap<>();
    private final List<PathMap.Mapping> shares = new ArrayList<>();
    private final Map<String, Integer> timeouts = new LinkedHashMap<>();
    private boolean timeoutsGiven;

    SymSrvIniReader(String file) {
        warnings = new IniFile.Warnings(file);
    }

    SymSrvIni read(IniFile ini) {
        for (IniFile.Section section : ini.sections()) {
            if (!section.name().equals("store") && !section.argument().isEmpty()) {
                unknown(section);
                continue;
            }
            switch (section.name()) {
                case "exclusions" -> section.lines().forEach(this::exclusion);
                case "timeouts" -> timeouts(section);
                case "http" -> merge(http, section);
                case "store" -> store(section);
                case "unc" -> section.lines().forEach(this::share);
                default -> unknown(section);
            }
        }
        List<String> all = new ArrayList<>(ini.warnings());
        all.addAll(warnings.lines());
        return new SymSrvIni(
                ini.file(),
                new Exclusions(exclusions),
                timeoutsGiven
                        ? new BlackoutTimeouts(true, timeout("trigger"), timeout("count"), timeout("blackout"))
                        : BlackoutTimeouts.NOT_GIVEN,
                http.settings(),
                stores.values().stream().map(Settings::settings).toList(),
                new PathMap(shares),
                all);
    }

    private void exclusion(IniFile.Line line) {
        if (line.text().indexOf('/') >= 0 || line.text().indexOf('\\') >= 0) {
            warnings.add(
                    line.number(),
                    "patterns are compared with file names, no file name has a slash: "
                            + IniFile.Warnings.quoted(line.text()));
        } else {
            exclusions.add(line.text());
        }
    }

    private void timeouts(IniFile.Section section) {
        timeoutsGiven = true;
        for (IniFile.Line line : section.lines()) {
            Optional<IniSettings.Entry> entry = line.entry();
            String key =
                    entry.map(known -> known.key().toLowerCase(Locale.ROOT)).orElse("");
            switch (key) {
                case "trigger", "count", "blackout" ->
                    timeouts.put(key, number(entry.get().value(), line.number()));
                default ->
                    warnings.add(
                            line.number(), "unknown in [timeouts], ignored: " + IniFile.Warnings.quoted(line.text()));
            }
        }
    }

    private int number(String value, int line) {
        boolean digits = !value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            warnings.add(line, "not a number from 0 to 999999999, taken as 0 (off): " + IniFile.Warnings.quoted(value));
        }
        return digits ? Integer.parseInt(value) : 0;
    }

    private int timeout(String key) {
        return timeouts.getOrDefault(key, 0);
    }

    private void store(IniFile.Section section) {
        if (section.argument().isEmpty()) {
            warnings.add(section.line(), "[store] without a URL or path, ignored");
        } else {
            merge(stores.computeIfAbsent(StoreTarget.of(section.argument()), target -> new Settings()), section);
        }
    }

    private void share(IniFile.Line line) {
        PathMap.Mapping.parse(line.text())
                .ifPresentOrElse(
                        shares::add,
                        () -> warnings.add(
                                line.number(),
                                "not of the form \\\\server\\share = directory, ignored: "
                                        + IniFile.Warnings.quoted(line.text())));
    }

    /** Adds the entries of a section to those of earlier ones about the same; of equal keys the last counts. */
    private void merge(Settings settings, IniFile.Section section) {
        if (settings.line == 0) {
            settings.line = section.line();
            settings.target = section.argument();
        }
        for (IniFile.Line line : section.lines()) {
            Optional<IniSettings.Entry> entry = line.entry();
            if (entry.isEmpty()) {
                warnings.add(line.number(), "not of the form key = value, ignored");
                continue;
            }
            String key = entry.get().key();
            IniSettings.Entry earlier = settings.values.put(key.toLowerCase(Locale.ROOT), entry.get());
            if (earlier != null) {
                warnings.add(
                        line.number(),
                        IniFile.Warnings.quoted(key) + " is in line " + earlier.line() + " already, this one counts");
            }
        }
    }

    private void unknown(IniFile.Section section) {
        warnings.add(section.line(), "unknown section [" + IniFile.Warnings.quoted(section.name()) + "], ignored");
    }

    /** What sections about the same place hold. */
    private static final class Settings {
        private final Map<String, IniSettings.Entry> values = new LinkedHashMap<>();
        private String target = "";
        private int line;

        IniSettings settings() {
            return new IniSettings(target, line, values);
        }
    }
}
