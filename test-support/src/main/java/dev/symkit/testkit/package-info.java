// SPDX-License-Identifier: Apache-2.0
/** Builders of small PE, MSF and PDB files, seeded generators, and runners for golden cases: for tests only. */
@NullMarked
package dev.symkit.testkit;

import org.jspecify.annotations.NullMarked;
