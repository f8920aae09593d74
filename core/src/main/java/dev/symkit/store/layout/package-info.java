// SPDX-License-Identifier: Apache-2.0
/**
 * The texts and paths a symbol store consists of: transaction ids, the files of {@code 000Admin}, {@code refs.ptr},
 * {@code file.ptr}, one- and two-tier entry paths. Pure values: nothing here reads or writes a store.
 *
 * <p>Lines that are not changed keep their bytes.
 */
@NullMarked
package dev.symkit.store.layout;

import org.jspecify.annotations.NullMarked;
