// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.symkit.symproxy.observe.Exchange;
import dev.symkit.symproxy.observe.Gauges;
import dev.symkit.symproxy.observe.Metrics;
import dev.symkit.symproxy.observe.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana asks for what the server exports, with the labels that it has, and for all of it. */
class DashboardTest {
    private static final Path FILE =
            Tree.sources().resolve("distribution/src/main/examples/symproxy/grafana-dashboard.json");

    private static final Pattern NAME = Pattern.compile("\\b(?:symproxy|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern SELECTED = Pattern.compile("(" + NAME + ")\\{([^}]*)\\}");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=");
    private static final Pattern SHOWN = Pattern.compile("\\{\\{([a-z]+)\\}\\}");

    /** Not exported by us: the name of the server is a label that Prometheus adds. */
    private static final String INSTANCE = "instance";

    /** A field of the dashboard that is a text. */
    private record Field(String name, String value) {}

    private static List<Field> fields() throws IOException {
        List<Field> all = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(FILE.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
                    all.add(new Field(json.currentName(), json.getText()));
                }
            }
        }
        return all;
    }

    private static List<String> values(String name) throws IOException {
        return fields().stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    /** Every metric of a server on which everything happened once, with its labels. */
    private static Map<String, Set<String>> exported() {
        try (Metrics metrics = new Metrics("0.1.0", "17")) {
            metrics.server(new Gauges.Server(() -> 1, () -> 2, () -> 3, () -> 4, () -> 5, () -> 6, () -> 7));
            metrics.directories(List.of(new Gauges.Directory("symbols", () -> 1, () -> 2, () -> 3, () -> 4)));
            metrics.upstreams(List.of(new Gauges.Upstream("msdl", () -> true)));
            metrics.requests()
                    .finished(Exchange.begun(Instant.EPOCH)
                            .directory("symbols")
                            .result(Result.HIT)
                            .finished(200, 1, 1, 1));
            metrics.requests().upload("symbols", "stored", 1);
            metrics.requests().authFailure("basic");
            metrics.upstream("msdl").fetch("found", 1, 1);
            metrics.upstream("msdl").error("timeout");
            metrics.upstream("msdl").validationFailure("identity");
            metrics.evicted("symbols", "quota", 1);
            metrics.reloaded("applied");
            Map<String, Set<String>> labels = new HashMap<>();
            metrics.text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String name = line.substring(0, line.indexOf(line.indexOf('{') < 0 ? ' ' : '{'));
                Set<String> known = labels.computeIfAbsent(name, each -> new HashSet<>(Set.of(INSTANCE)));
                known.addAll(all(LABEL, line));
            });
            return labels;
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void everyMetricIsExported() throws IOException {
        Set<String> known = exported().keySet();
        List<String> asked = new ArrayList<>(values("expr"));
        asked.addAll(values("query").stream()
                .filter(text -> !text.equals("prometheus"))
                .toList());
        assertThat(asked).hasSizeGreaterThan(30);
        for (String text : asked) {
            assertThat(all(NAME, text)).as(text).isNotEmpty().isSubsetOf(known);
        }
    }

    @Test
    void everyMetricOfOursIsShown() throws IOException {
        Set<String> shown = new HashSet<>();
        values("expr").forEach(text -> shown.addAll(all(NAME, text)));
        assertThat(exported().keySet().stream()
                        .filter(name -> name.startsWith("symproxy_"))
                        .filter(name -> !name.matches(".*_seconds_(count|sum|max)")))
                .allMatch(shown::contains);
    }

    @Test
    void everyLabelIsOneOfTheMetric() throws IOException {
        Map<String, Set<String>> known = exported();
        for (String text : values("expr")) {
            List<MatchResult> selections = SELECTED.matcher(text).results().toList();
            assertThat(selections).as(text).isNotEmpty();
            Set<String> common = new HashSet<>();
            for (MatchResult selection : selections) {
                Set<String> labels = known.getOrDefault(selection.group(1), Set.of());
                assertThat(all(LABEL, selection.group(2))).as(text).isSubsetOf(labels);
                common.addAll(labels);
            }
            for (String group : all(GROUPED, text)) {
                assertThat(common).as(text).contains(group.split(", ", -1));
            }
        }
        Set<String> everything = known.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        values("legendFormat")
                .forEach(text -> assertThat(all(SHOWN, text)).as(text).isSubsetOf(everything));
    }

    @Test
    void panelsHaveTheirOwnNumbersAndPlaces() throws IOException {
        List<Integer> ids = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(FILE.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT && "id".equals(json.currentName())) {
                    ids.add(json.getIntValue());
                }
            }
        }
        assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(values("title")).doesNotHaveDuplicates();
    }
}
