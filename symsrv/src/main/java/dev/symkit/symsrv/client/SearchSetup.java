// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.SymbolPath;
import dev.symkit.symsrv.client.memory.ExclusionList;
import dev.symkit.symsrv.settings.BlackoutSettings;
import dev.symkit.symsrv.settings.MissSettings;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is searched, and what is remembered. Immutable.
 *
 * @param path the symbol path
 * @param imagePath the same for images
 * @param providers other kinds of symbol servers, asked for once and only if there is need; of several for one name the first counts
 * @param exclusions names never looked up
 * @param misses how long misses are remembered
 * @param blackouts when stores are left alone
 */
public record SearchSetup(
        SymbolPath path,
        SymbolPath imagePath,
        Supplier<List<SymbolServerProvider>> providers,
        ExclusionList exclusions,
        MissSettings misses,
        BlackoutSettings blackouts) {}
