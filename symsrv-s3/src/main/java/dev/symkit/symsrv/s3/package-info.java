// SPDX-License-Identifier: Apache-2.0
/**
 * Symbol stores in buckets of S3-compatible object storage (symbol-store-format 8.1, column S3; symproxy 14.4): the storage for
 * {@code s3://bucket/prefix}, and the symbol server of {@code symsrv*s3.dll*bucket=...*prefix=...}. The one package that knows the SDK.
 */
@NullMarked
package dev.symkit.symsrv.s3;

import org.jspecify.annotations.NullMarked;
