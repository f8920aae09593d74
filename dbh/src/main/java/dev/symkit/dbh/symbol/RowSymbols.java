// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Symbols that are few enough to be kept as rows: exports, symbols of a DBG file, methods of a portable PDB, or none. The names of
 * the rows are those of the file; those of publics may be decorated. Immutable.
 */
public final class RowSymbols implements ModuleSymbols {
    private final String module;
    private final long base;
    private final List<SymbolRow> rows;
    private final List<SymbolRow> byAddress;
    private final RowLines lines;

    /**
     * Keeps the rows of a module.
     *
     * @param module its name
     * @param base the address of its first byte; what lies before it is nowhere
     * @param lines gives their lines
     */
    public RowSymbols(String module, long base, List<SymbolRow> rows, RowLines lines) {
        this.module = module;
        this.base = base;
        this.rows = List.copyOf(rows);
        this.lines = lines;
        List<SymbolRow> placed = new ArrayList<>(rows.stream()
                .filter(row -> Long.compareUnsigned(row.address(), base) >= 0)
                .toList());
        placed.sort(Comparator.comparingLong(SymbolRow::address).thenComparingLong(SymbolRow::index));
        this.byAddress = List.copyOf(placed);
    }

    private static SymbolRow shown(SymbolRow row, SymbolOptions options) {
        return row.named(
                row.tag() == Tag.PUBLIC_SYMBOL
                        ? ShownNames.decorated(row.name(), options)
                        : ShownNames.plain(row.name(), options));
    }

    @Override
    public boolean list(SymbolQuery query, SymbolSink sink) throws IOException {
        for (SymbolRow row : rows) {
            SymbolRow shown = shown(row, query.options());
            if (query.mask().matches(shown.name()) && !sink.take(Listed.of(shown))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<SymbolRow> named(SymbolQuery query) {
        return first(query.exact()).or(() -> first(query));
    }

    private Optional<SymbolRow> first(SymbolQuery query) {
        return rows.stream()
                .map(row -> shown(row, query.options()))
                .filter(row -> query.mask().matches(row.name()))
                .findFirst();
    }

    @Override
    public Optional<SymbolRow> at(long address, SymbolOptions options) {
        Optional<SymbolRow> nearest = Optional.empty();
        for (SymbolRow row : byAddress) {
            if (row.address() > address) {
                break;
            }
            if (nearest.isEmpty() || nearest.get().address() != row.address()) {
                nearest = Optional.of(row);
            }
        }
        return nearest.filter(row -> row.size() == 0 || address - row.address() < row.size())
                .map(row -> shown(row, options));
    }

    @Override
    public long distance(long address, SymbolRow symbol, SymbolOptions options) {
        return address - symbol.address();
    }

    @Override
    public boolean listAt(long address, SymbolOptions options, SymbolSink sink) throws IOException {
        Optional<SymbolRow> nearest = at(address, options);
        for (SymbolRow row : byAddress) {
            if (nearest.isPresent()
                    && row.address() == nearest.get().address()
                    && !sink.take(Listed.of(shown(row, options)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<SymbolRow> beside(SymbolRow from, boolean forward, SymbolOptions options) {
        Comparator<SymbolRow> order =
                Comparator.comparingLong(SymbolRow::address).thenComparingLong(SymbolRow::index);
        Optional<SymbolRow> best = Optional.empty();
        for (SymbolRow row : byAddress) {
            int side = order.compare(row, from);
            if (forward && side > 0) {
                best = Optional.of(row);
                break;
            }
            if (!forward && side < 0) {
                best = Optional.of(row);
            }
        }
        return best.map(row -> shown(row, options));
    }

    @Override
    public Optional<SymbolRow> numbered(long number, SymbolOptions options) {
        return rows.stream()
                .filter(row -> row.index() == number)
                .map(row -> shown(row, options))
                .findFirst();
    }

    @Override
    public Optional<SymbolRow> scopeOf(SymbolRow symbol, SymbolOptions options) {
        return Optional.of(new SymbolRow(module, base, 0, 0, 0, base, 0, 0, Tag.EXE, 0));
    }

    @Override
    public Optional<SymbolRow> scopeOfInner(SymbolQuery query) {
        return Optional.empty();
    }

    @Override
    public boolean search(SearchQuery query, SymbolSink sink) throws IOException {
        if (query.parent().isPresent()) {
            return true;
        }
        for (SymbolRow row : rows) {
            SymbolRow shown = shown(row, query.symbols().options());
            if (query.wants(shown.tag())
                    && query.symbols().mask().matches(shown.name())
                    && query.covers(shown.address(), shown.size())
                    && !sink.take(Listed.of(shown))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean dump(boolean all, SymbolOptions options, DumpSink sink) throws IOException {
        for (SymbolRow row : rows) {
            Optional<RowLines.Line> line = lines.of(row);
            if ((all || line.isPresent()) && !sink.take(dumped(row, line, all, options))) {
                return false;
            }
        }
        return true;
    }

    private DumpRow dumped(SymbolRow row, Optional<RowLines.Line> line, boolean all, SymbolOptions options) {
        long rva = row.address() == 0 ? 0 : row.address() - base;
        return new DumpRow(
                module,
                shown(row, options).name(),
                rva,
                line.map(RowLines.Line::file).orElse(""),
                line.map(RowLines.Line::number).orElse(0L),
                "",
                all ? row.tag() : 0);
    }
}
