// SPDX-License-Identifier: Apache-2.0
/** Tests of the packaged toolkit: launchers, archive, samples, and the rules that hold across all modules. */
@NullMarked
package dev.symkit.distribution;

import org.jspecify.annotations.NullMarked;
