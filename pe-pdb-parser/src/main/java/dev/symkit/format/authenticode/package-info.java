// SPDX-License-Identifier: Apache-2.0
/** Embedded signatures of PE images: the certificate table, the digest of an image, and the check of the CMS signature. */
@NullMarked
package dev.symkit.format.authenticode;

import org.jspecify.annotations.NullMarked;
