// SPDX-License-Identifier: Apache-2.0
/** Makes a configuration of the settings that Microsoft's SymProxy keeps in the Windows registry (symproxy.md 3, 9). */
@NullMarked
package dev.symkit.symproxy.registry;

import org.jspecify.annotations.NullMarked;
