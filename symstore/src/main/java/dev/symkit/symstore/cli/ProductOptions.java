// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.symstore.transactions.TextPattern;
import dev.symkit.symstore.transactions.TransactionFilter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The product and version of a transaction, or patterns of those. */
class ProductOptions {
    @Option(names = "-t")
    @Nullable
    String product;

    @Option(names = "-v")
    @Nullable
    String version;

    /** The transactions whose product and version fit, of a time. */
    final TransactionFilter filter(Optional<Instant> since, Optional<Instant> before) {
        return new TransactionFilter(
                Optional.ofNullable(product).map(TextPattern::new),
                Optional.ofNullable(version).map(TextPattern::new),
                since,
                before);
    }
}
