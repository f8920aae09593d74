// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** {@code symproxy_build_info}: always 1, its labels tell. Names that end so are reserved to a kind of metric that Micrometer does not have. */
record BuildInfo(String version, String java) implements Collector {
    @Override
    public MetricSnapshot collect() {
        return InfoSnapshot.builder()
                .name("symproxy_build")
                .help("What runs.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", version, "java", java))
                        .build())
                .build();
    }
}
