// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import dev.symkit.path.Exclusions;
import dev.symkit.path.IniFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a configuration together: the file, over it environment variables {@code SYMPROXY_SECTION_KEY}, over these the options
 * {@code --set section.key=value}. What is wrong is collected, not thrown. Confined to one thread.
 */
public final class ConfigLoader {
    private static final String EXCLUSIONS = "exclusions";
    private static final String VARIABLE = "SYMPROXY_";

    private final Map<String, String> environment;
    private final SecretSource secrets;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final List<String> exclusions = new ArrayList<>();

    /**
     * What came of loading.
     *
     * @param configuration the whole; of use only if no problem is fatal
     * @param problems what is wrong with it
     */
    public record Loaded(Configuration configuration, List<ConfigProblem> problems) {
        /** Copies the list. */
        public Loaded {
            problems = List.copyOf(problems);
        }

        /** Whether it can be used. */
        public boolean isUsable() {
            return problems.stream().noneMatch(ConfigProblem::fatal);
        }
    }

    /** A loader with the variables of an environment. */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.secrets = new SecretSource(environment);
    }

    /**
     * Loads a configuration.
     *
     * @param file the file, taken apart
     * @param sets texts of the form {@code section.key=value}, in order
     */
    public Loaded load(IniFile file, List<String> sets) {
        file.warnings().forEach(warning -> problems.add(new ConfigProblem("", warning, false)));
        file.sections().forEach(section -> take(section, file.file()));
        sets.forEach(this::set);
        drafts.values().forEach(this::environment);
        Map<String, ConfigSection> single = new HashMap<>();
        List<ConfigSection> directories = new ArrayList<>();
        List<ConfigSection> upstreams = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            ConfigSection section = draft.section(secrets, problems);
            switch (draft.kind()) {
                case DIRECTORY -> directories.add(section);
                case UPSTREAM -> upstreams.add(section);
                default -> single.put(section.name(), section);
            }
        }
        Configuration whole = new Configuration(single, directories, upstreams, new Exclusions(exclusions));
        problems.addAll(new ConfigRules(whole).problems());
        return new Loaded(whole, problems);
    }

    private void take(IniFile.Section section, String file) {
        if (section.name().equals(EXCLUSIONS)) {
            section.lines().forEach(line -> exclusions.add(line.text()));
            return;
        }
        String head = file + ":" + section.line();
        Optional<SectionKind> kind = SectionKind.of(section.name());
        if (kind.isEmpty()) {
            problems.add(new ConfigProblem(head, "unknown section [" + section.name() + "]", false));
            return;
        }
        String argument = argument(section.argument());
        if (!kind.get().named() && !argument.isEmpty()) {
            problems.add(new ConfigProblem(head, "[" + section.name() + "] takes no name", true));
            return;
        }
        Draft draft = draft(kind.get(), argument);
        for (IniFile.Line line : section.lines()) {
            String place = file + ":" + line.number();
            line.entry()
                    .ifPresentOrElse(
                            entry -> draft.put(entry.key(), entry.value(), place),
                            () -> problems.add(new ConfigProblem(place, "not of the form key = value", true)));
        }
    }

    /** The argument of a section without quotation marks: {@code ""} is the name of the root. */
    private static String argument(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private Draft draft(SectionKind kind, String argument) {
        return drafts.computeIfAbsent(
                kind.title() + " " + argument.toLowerCase(Locale.ROOT), id -> new Draft(kind, argument));
    }

    private void set(String text) {
        int equals = text.indexOf('=');
        int dot = text.indexOf('.');
        String place = "--set " + (equals < 0 ? text : text.substring(0, equals));
        if (dot < 1 || equals < dot + 2) {
            problems.add(new ConfigProblem(place, "not of the form section.key=value", true));
            return;
        }
        // the name of a directory may have dots: its key is what a key is known for
        for (int end = dot; end > 0 && end < equals; end = text.indexOf('.', end + 1)) {
            String head = text.substring(0, end).strip();
            String key = text.substring(end + 1, equals).strip();
            int blank = head.indexOf(' ');
            String name = (blank < 0 ? head : head.substring(0, blank)).toLowerCase(Locale.ROOT);
            Optional<SectionKind> kind = SectionKind.of(name);
            if (kind.filter(one -> Draft.isKeyOf(one, key)).isPresent()) {
                String argument =
                        blank < 0 ? "" : argument(head.substring(blank).strip());
                draft(kind.get(), argument).put(key, text.substring(equals + 1).strip(), place);
                return;
            }
        }
        problems.add(new ConfigProblem(place, "unknown section or key", true));
    }

    /** Takes what the environment has for a section; options count more. */
    private void environment(Draft draft) {
        String section = VARIABLE + variable((draft.kind().title() + " " + draft.argument()).strip()) + "_";
        for (ConfigKey<?> key : draft.kind().keys()) {
            for (String name : SecretSource.names(key)) {
                String variable = section + variable(name);
                String value = environment.get(variable);
                if (value != null) {
                    draft.putBelowOptions(name, value, "$" + variable);
                }
            }
        }
    }

    private static String variable(String text) {
        return text.toUpperCase(Locale.ROOT).replace('.', '_').replace(' ', '_');
    }
}
