// SPDX-License-Identifier: Apache-2.0
/** CodeView records: symbols, types and lines, without knowledge of the streams that hold them. */
@NullMarked
package dev.symkit.format.codeview;

import org.jspecify.annotations.NullMarked;
