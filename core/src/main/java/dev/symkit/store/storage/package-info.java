// SPDX-License-Identifier: Apache-2.0
/**
 * What the store engine needs from the place a symbol store lies in, and the local file system as its first implementation.
 *
 * <p>A place in a store is a {@code /}-separated string relative to the store root. Only the local implementation turns it
 * into a {@link java.nio.file.Path}. Other back ends are found with {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.symkit.store.storage;

import org.jspecify.annotations.NullMarked;
