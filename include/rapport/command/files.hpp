#pragma once

#include <string>

/// Small questions to the file system.
namespace rapport {

/// True where both paths lead to the same file, whatever they are called.
bool is_same_file(const std::string& one, const std::string& other);

bool is_regular_file(const std::string& path);
bool is_folder(const std::string& path);

/// The path without links; `path` itself where there is no such file.
std::string real_path(const std::string& path);

/// All of a file; empty where it cannot be read.
std::string text_of_file(const std::string& path);

/// Deletes a file. Throws Error(permission) where it cannot.
void remove_file(const std::string& path);

}  // namespace rapport
