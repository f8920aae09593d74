// SPDX-License-Identifier: Apache-2.0
/** Manifests: what a machine without network needs, written there and fetched elsewhere. */
@NullMarked
package dev.symkit.symchk.manifest;

import org.jspecify.annotations.NullMarked;
