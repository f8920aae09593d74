// SPDX-License-Identifier: Apache-2.0
/**
 * Takes files into managed stores (symproxy.md 8.8): single ones, ZIP archives, and sessions of many. Each upload is spooled to the disk of its
 * store, looked at, and becomes one transaction of the store engine.
 */
@NullMarked
package dev.symkit.symproxy.upload;

import org.jspecify.annotations.NullMarked;
