// SPDX-License-Identifier: Apache-2.0
/** A client as a command wants it: made of options, environment, {@code symsrv.ini} and properties. */
@NullMarked
package dev.symkit.symsrv.session;

import org.jspecify.annotations.NullMarked;
