// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.store.layout.Fields;
import dev.symkit.symproxy.web.Query;

/**
 * What a transaction says of itself.
 *
 * @param product {@code /t} of SymStore
 * @param version {@code /v}
 * @param comment {@code /c}
 */
record Labels(String product, String version, String comment) {
    private static final String PRODUCT = "upload";

    /** What the fields of a request say; a product there must be. */
    static Labels of(Query fields) {
        String product = Fields.quotable(fields.get("product"));
        return new Labels(
                product.isEmpty() ? PRODUCT : product,
                Fields.quotable(fields.get("version")),
                Fields.quotable(fields.get("comment")));
    }
}
