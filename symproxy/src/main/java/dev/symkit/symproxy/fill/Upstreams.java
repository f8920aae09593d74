// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.fill;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.symkit.symproxy.config.ConfigSection;
import dev.symkit.symproxy.config.Configuration;
import dev.symkit.symproxy.config.DirectoryKeys;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The upstreams of a configuration.
 *
 * @param all in the order of the configuration
 */
public record Upstreams(List<Upstream> all) implements Closeable {
    /** Copies the list. */
    public Upstreams {
        all = List.copyOf(all);
    }

    /**
     * Opens all of a configuration.
     *
     * @param environment names proxies
     * @throws IOException if the HTTP side of one cannot be set up; then none is open
     */
    public static Upstreams open(Configuration configuration, Map<String, String> environment) throws IOException {
        List<Upstream> opened = new ArrayList<>();
        try {
            Upstream.storage(configuration, Ticker.systemTicker()).ifPresent(opened::add);
            for (ConfigSection section : configuration.upstreams()) {
                opened.add(Upstream.open(section, configuration, environment, Ticker.systemTicker()));
            }
        } catch (IOException e) {
            try {
                new Upstreams(opened).close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        return new Upstreams(opened);
    }

    /** Those that fill a directory, in the order in which they are asked: the bucket, if there is one, before all others. */
    public List<Upstream> of(ConfigSection directory) {
        Stream<Upstream> named = directory.get(DirectoryKeys.UPSTREAM).stream()
                .flatMap(name -> all.stream().filter(one -> one.name().equalsIgnoreCase(name)));
        return Stream.concat(all.stream().filter(Upstream::isStorage), named).toList();
    }

    @Override
    public void close() throws IOException {
        for (Upstream each : all) {
            each.close();
        }
    }
}
