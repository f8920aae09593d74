// SPDX-License-Identifier: Apache-2.0
/** Files on the way into a store that others read at the same time: staging, validation, decompression, publication (symsrv.md 9, 13, 14). */
@NullMarked
package dev.symkit.symsrv.cache;

import org.jspecify.annotations.NullMarked;
