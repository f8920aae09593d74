// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.transactions;

import dev.symkit.store.layout.TransactionId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which transactions {@code del} is about (our choice). They take effect in this order:
 * <ol>
 *   <li>ids and filter choose candidates, all of them must fit;
 *   <li>{@code keepLast} protects: of every product the newest so many live transactions are no candidates, whether they fit or not;
 *   <li>{@code maxSize} limits: candidates go, oldest first, only until the store is not larger than that.
 * </ol>
 * A transaction is older than another if its id is less.
 *
 * @param ids the ids chosen from; empty for all
 * @param filter conditions on product, version and time
 * @param keepLast how many transactions of each product are protected
 * @param maxSize how many bytes all stored files of the store may have together
 */
public record Selectors(List<IdRange> ids, TransactionFilter filter, OptionalInt keepLast, OptionalLong maxSize) {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(?:([KMGT])(?:I?B)?|B)?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    /** Copies the list. */
    public Selectors {
        ids = List.copyOf(ids);
    }

    /**
     * Ids from one to another, both included.
     *
     * @param first the least
     * @param last the greatest
     */
    public record IdRange(TransactionId first, TransactionId last) {

        /** The range that a text names: an id, or two with a hyphen between them; empty for any other text. */
        public static Optional<IdRange> parse(String text) {
            int hyphen = text.indexOf('-');
            Optional<TransactionId> first = TransactionId.parse(hyphen < 0 ? text : text.substring(0, hyphen));
            Optional<TransactionId> last = hyphen < 0 ? first : TransactionId.parse(text.substring(hyphen + 1));
            return first.isPresent() && last.isPresent() && first.get().compareTo(last.get()) <= 0
                    ? Optional.of(new IdRange(first.get(), last.get()))
                    : Optional.empty();
        }

        /** Whether it is one id. */
        public boolean isSingle() {
            return first.equals(last);
        }

        boolean contains(TransactionId id) {
            return first.compareTo(id) <= 0 && id.compareTo(last) <= 0;
        }
    }

    /**
     * The number of bytes a text names: digits, alone or with K, M, G or T, which stand for powers of 1024; empty for any other text
     * and where the number does not fit.
     */
    public static OptionalLong parseSize(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(size.group(1));
        int shift = size.group(2) == null ? 0 : 10 * ("KMGT".indexOf(size.group(2)) + 1);
        return number > Long.MAX_VALUE >> shift ? OptionalLong.empty() : OptionalLong.of(number << shift);
    }

    /** The number a text names, 0 included; empty for any other text. */
    public static OptionalInt parseCount(String text) {
        return COUNT.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
