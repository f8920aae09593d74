// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String TARGET = "/symbols/a.pdb/0123456789ABCDEF0123456789ABCDEF1/a.pdb";

    private final Metrics metrics = new Metrics("0.1.0", "17.0.15");

    @AfterEach
    void close() {
        metrics.close();
    }

    private static Gauges.Directory directory(String name, AtomicLong files) {
        return new Gauges.Directory(name, files::get, () -> 2048, () -> 4096, () -> 8192);
    }

    private List<String> lines() {
        return metrics.text().lines().toList();
    }

    private void everything() {
        metrics.server(new Gauges.Server(() -> 1, () -> 2, () -> 3, () -> 4, () -> 5, () -> 6, () -> 7));
        metrics.directories(List.of(directory("symbols", new AtomicLong(11))));
        metrics.upstreams(List.of(new Gauges.Upstream("msdl", () -> true)));
        metrics.requests().finished(Exchanges.of(Result.NEGATIVE, 404, TARGET));
        metrics.requests().coalesced();
        metrics.requests().upload("symbols", "stored", 77);
        metrics.requests().authFailure("basic");
        metrics.upstream("msdl").fetch("found", 2_000_000, 99);
        metrics.upstream("msdl").error("timeout");
        metrics.upstream("msdl").validationFailure("html");
        metrics.evicted("symbols", "quota", 55);
        metrics.reloaded("applied");
    }

    @Test
    void hasEveryMetricUnderItsName() {
        everything();
        assertThat(lines())
                .contains(
                        "symproxy_requests_total{dir=\"symbols\",result=\"negative\",status=\"404\"} 1.0",
                        "symproxy_request_seconds_count{dir=\"symbols\",result=\"negative\"} 1",
                        "symproxy_request_seconds_bucket{dir=\"symbols\",result=\"negative\",le=\"0.001\"} 0",
                        "symproxy_request_seconds_bucket{dir=\"symbols\",result=\"negative\",le=\"60.0\"} 1",
                        "symproxy_ttfb_seconds_count 1",
                        "symproxy_response_bytes_total{dir=\"symbols\"} 1234.0",
                        "symproxy_inflight_requests 1.0",
                        "symproxy_flights 3.0",
                        "symproxy_coalesced_total 1.0",
                        "symproxy_upstream_fetches_total{outcome=\"found\",upstream=\"msdl\"} 1.0",
                        "symproxy_upstream_seconds_count{upstream=\"msdl\"} 1",
                        "symproxy_upstream_bytes_total{upstream=\"msdl\"} 99.0",
                        "symproxy_upstream_errors_total{reason=\"timeout\",upstream=\"msdl\"} 1.0",
                        "symproxy_upstream_blackout{upstream=\"msdl\"} 1.0",
                        "symproxy_miss_entries 5.0",
                        "symproxy_miss_hits_total 1.0",
                        "symproxy_miss_evictions_total 6.0",
                        "symproxy_cache_files{dir=\"symbols\"} 11.0",
                        "symproxy_cache_bytes{dir=\"symbols\"} 2048.0",
                        "symproxy_cache_quota_bytes{dir=\"symbols\"} 4096.0",
                        "symproxy_evicted_bytes_total{cause=\"quota\",dir=\"symbols\"} 55.0",
                        "symproxy_disk_free_bytes{dir=\"symbols\"} 8192.0",
                        "symproxy_uploads_total{dir=\"symbols\",outcome=\"stored\"} 1.0",
                        "symproxy_upload_bytes_total 77.0",
                        "symproxy_validation_failures_total{kind=\"html\",upstream=\"msdl\"} 1.0",
                        "symproxy_auth_failures_total{scheme=\"basic\"} 1.0",
                        "symproxy_connections 2.0",
                        "symproxy_queue_length 4.0",
                        "symproxy_access_log_dropped_total 7.0",
                        "symproxy_build_info{java=\"17.0.15\",version=\"0.1.0\"} 1",
                        "symproxy_config_reloads_total{outcome=\"applied\"} 1.0");
    }

    @Test
    void hasTheBasicsOfTheProcess() {
        assertThat(metrics.text())
                .contains("\nprocess_uptime_seconds ", "\nprocess_start_time_seconds ", "\nprocess_cpu_usage ")
                .contains("\njvm_memory_used_bytes{", "\njvm_threads_live_threads ");
    }

    @Test
    void tellsKindsInTheTextFormat() {
        everything();
        assertThat(lines())
                .contains(
                        "# TYPE symproxy_requests_total counter",
                        "# TYPE symproxy_request_seconds histogram",
                        "# TYPE symproxy_flights gauge")
                .noneMatch(line -> line.equals("# EOF"));
    }

    @Test
    void namesOfSymbolsAndUnknownDirectoriesAreNoLabels() {
        metrics.requests().finished(Exchanges.begun(TARGET).directory("made-up").finished(404, 0, 1, 1));
        assertThat(metrics.text()).doesNotContain("a.pdb", "made-up").contains("dir=\"-\"");
    }

    @Test
    void theRootIsASlash() {
        metrics.directories(List.of(directory("", new AtomicLong(3))));
        metrics.requests()
                .finished(
                        Exchanges.begun(TARGET).directory("").result(Result.HIT).finished(200, 5, 1, 1));
        assertThat(lines())
                .contains(
                        "symproxy_cache_files{dir=\"/\"} 3.0",
                        "symproxy_requests_total{dir=\"/\",result=\"hit\",status=\"200\"} 1.0");
    }

    @Test
    void gaugesFollowTheirSourceAndANewConfiguration() {
        AtomicLong files = new AtomicLong(1);
        metrics.directories(List.of(directory("old", files)));
        files.set(2);
        assertThat(lines()).contains("symproxy_cache_files{dir=\"old\"} 2.0");
        metrics.directories(List.of(directory("new", files)));
        assertThat(lines())
                .contains("symproxy_cache_files{dir=\"new\"} 2.0")
                .doesNotContain("symproxy_cache_files{dir=\"old\"} 2.0");
    }

    @Test
    void aFamilyOfCountersStaysBounded() {
        for (int i = 0; i < 2000; i++) {
            metrics.requests().authFailure("scheme" + i);
        }
        assertThat(lines().stream().filter(line -> line.startsWith("symproxy_auth_failures_total{")))
                .hasSize(501);
        assertThat(lines()).contains("symproxy_auth_failures_total{scheme=\"other\"} 1500.0");
    }

    @Test
    void countingARequestAllocatesNothing() {
        metrics.directories(List.of(directory("symbols", new AtomicLong())));
        Exchange exchange = Exchanges.of(Result.HIT, 200, TARGET);
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            metrics.requests().finished(exchange);
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            metrics.requests().finished(exchange);
        }
        long each = (thread.getCurrentThreadAllocatedBytes() - before) / 10_000;
        assertThat(each).as("bytes for each request").isLessThan(16);
    }
}
