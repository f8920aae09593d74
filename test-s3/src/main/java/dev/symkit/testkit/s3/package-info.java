// SPDX-License-Identifier: Apache-2.0
/** An S3 server for tests. */
@NullMarked
package dev.symkit.testkit.s3;

import org.jspecify.annotations.NullMarked;
