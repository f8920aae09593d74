// SPDX-License-Identifier: Apache-2.0
/** An HTTP server for tests that answers byte by byte as a test says, well or badly. */
@NullMarked
package dev.symkit.testkit.http;

import org.jspecify.annotations.NullMarked;
