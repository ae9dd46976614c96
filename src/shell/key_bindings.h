#pragma once

namespace cation::shell {

/// Takes from the toolkit's text bindings, by which the engine edits, those that Chromium does not
/// have: Ctrl+/, Ctrl+\, Ctrl+Shift+A, Ctrl+. and Ctrl+; are an app's to use, also where a person
/// types. GTK is initialized.
void drop_foreign_bindings();

}  // namespace cation::shell
