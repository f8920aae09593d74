// SPDX-License-Identifier: Apache-2.0
/** Reading a store: its tier, where a key lies ignoring case, and the files of {@code 000Admin}. Takes no lock. */
@NullMarked
package dev.symkit.store.view;

import org.jspecify.annotations.NullMarked;
