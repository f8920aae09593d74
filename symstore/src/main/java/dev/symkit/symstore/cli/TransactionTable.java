// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.symstore.transactions.TransactionRow;
import java.io.IOException;
import java.util.List;

/**
 * Transactions as text and as JSON. In the text the columns are aligned and two blanks apart, those that can hold blanks are in double
 * quotes and stand last: {@code id kind date time [files bytes] "product" "version" "comment"}.
 */
final class TransactionTable {
    private static final String GAP = "  ";

    private final int product;
    private final int version;
    private final int files;
    private final int bytes;

    /** A table wide enough for all rows. */
    TransactionTable(List<TransactionRow> rows) {
        int widestProduct = 0;
        int widestVersion = 0;
        int widestFiles = 1;
        int widestBytes = 1;
        for (TransactionRow row : rows) {
            widestProduct = Math.max(widestProduct, width(quote(row.product())));
            widestVersion = Math.max(widestVersion, width(quote(row.version())));
            TransactionRow.Size size = row.size().orElse(TransactionRow.Size.ZERO);
            widestFiles = Math.max(widestFiles, Long.toString(size.files()).length());
            widestBytes = Math.max(widestBytes, Long.toString(size.bytes()).length());
        }
        product = widestProduct;
        version = widestVersion;
        files = widestFiles;
        bytes = widestBytes;
    }

    /** The line of one transaction. */
    String line(TransactionRow row) {
        StringBuilder line = new StringBuilder(row.id()).append(GAP);
        pad(line, row.kind(), "file".length());
        line.append(plain(row.date())).append(GAP).append(plain(row.time())).append(GAP);
        row.size().ifPresent(size -> {
            String count = Long.toString(size.files());
            String sum = Long.toString(size.bytes());
            line.append(" ".repeat(files - count.length())).append(count).append(GAP);
            line.append(" ".repeat(bytes - sum.length())).append(sum).append(GAP);
        });
        pad(line, quote(row.product()), product);
        pad(line, quote(row.version()), version);
        return line.append(quote(row.comment())).toString();
    }

    private static void pad(StringBuilder line, String text, int width) {
        line.append(text).append(" ".repeat(width - width(text))).append(GAP);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** A text in double quotes, with an apostrophe for each double quote in it and without control characters. */
    static String quote(String text) {
        return '"' + plain(text).replace('"', '\'') + '"';
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return plain.toString();
    }

    /** The fields of one transaction. */
    static void json(JsonOut json, TransactionRow row) throws IOException {
        json.text("id", row.id());
        json.text("kind", row.kind());
        json.text("date", row.date());
        json.text("time", row.time());
        json.text("product", row.product());
        json.text("version", row.version());
        json.text("comment", row.comment());
        if (row.size().isPresent()) {
            json.number("files", row.size().get().files());
            json.number("bytes", row.size().get().bytes());
        }
    }
}
