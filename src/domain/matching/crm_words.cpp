#include "domain/matching/crm_words.hpp"

#include <algorithm>
#include <array>

#include "rapport/base/text.hpp"

namespace rapport {
namespace {

/// What one thing is called: each word between two bars.
template <typename T>
struct Synonyms {
  T meaning;
  std::string_view words;
};

using ColumnWords = Synonyms<CrmField>;
using KindWords = Synonyms<CrmKind>;
using StateWords = Synonyms<CrmState>;

/// Columns of Salesforce, HubSpot, Pipedrive, Zoho, Dynamics, Freshsales, Close and of this
/// program.
constexpr std::array column_words{
    ColumnWords{CrmField::date,
                "|activity date|activitydate|activity date time|activitydatetime|date|date time|"
                "datetime|due date|start|start date|start time|start date time|startdatetime|"
                "start datetime|meeting start time|meeting start|meeting date|call date|"
                "call start time|scheduled start|actual start|from|when|"},
    ColumnWords{CrmField::time, "|time|due time|activity time|"},
    ColumnWords{CrmField::end,
                "|end|end date|end time|end date time|enddatetime|meeting end time|meeting end|"
                "scheduled end|actual end|to|"},
    ColumnWords{CrmField::minutes,
                "|minutes|duration minutes|duration in minutes|duration min|durationinminutes|"
                "call duration minutes|"},
    ColumnWords{CrmField::hours, "|hours|duration hours|duration in hours|"},
    ColumnWords{CrmField::seconds,
                "|seconds|duration seconds|duration in seconds|call duration seconds|"
                "call duration in seconds|calldurationinseconds|"},
    ColumnWords{CrmField::milliseconds, "|duration milliseconds|call duration milliseconds|"},
    ColumnWords{CrmField::length,
                "|duration|length|call duration|meeting duration|actual duration|duration hh mm ss|"
                "call duration hh mm ss|"},
    ColumnWords{CrmField::kind,
                "|kind|type|activity type|activitytype|engagement type|event type|task subtype|"},
    ColumnWords{CrmField::status,
                "|status|activity status|call status|event status|task status|"
                "outgoing call status|done|"},
    ColumnWords{CrmField::outcome, "|meeting outcome|call outcome|call disposition|"},
    ColumnWords{CrmField::no_show, "|no show|noshow|is no show|marked as no show|"},
    ColumnWords{CrmField::is_private, "|private|is private|sensitivity|"},
    ColumnWords{
        CrmField::customer,
        "|customer|customers|account|account name|company|company name|company account|"
        "associated company|associated companies|organization|organisation|organization name|"
        "related to|regarding|lead name|"},
    ColumnWords{CrmField::person,
                "|contact|contacts|contact name|contact person|associated contact|"
                "associated contacts|person|people|who|required attendees|attendees|guests|"
                "participants|who name|invitee email|attendee email|attendee emails|guest email|"
                "guest emails|contact email|contact emails|"},
    ColumnWords{CrmField::owner,
                "|owner|activity owner|event owner|call owner|meeting owner|task owner|assigned|"
                "assigned to|assigned to user|activity assigned to|host|user|user name|pm|"
                "owner name|"},
    ColumnWords{CrmField::subject,
                "|subject|title|meeting name|meeting title|event title|call title|activity name|"},
    ColumnWords{CrmField::note,
                "|note|notes|comments|full comments|description|call notes|meeting notes|"
                "meeting description|body|"},
    ColumnWords{CrmField::id,
                "|uid|record id|activity id|activityid|task id|event id|object id|hs object id|"
                "engagement id|call id|id|"},
    ColumnWords{CrmField::all_day,
                "|all day event|all day|allday|is all day|isalldayevent|is all day event|"},
    ColumnWords{CrmField::cancelled,
                "|cancelled|canceled|is cancelled|is canceled|iscancelled|iscanceled|"},
};

/// The same of spreadsheets and of Outlook in German, French and Spanish: they are looked for where
/// no column above is there.
constexpr std::array foreign_column_words{
    ColumnWords{CrmField::date,
                "|datum|beginn|beginnt am|startdatum|debut|date de debut|commence le|fecha|"},
    ColumnWords{CrmField::time,
                "|uhrzeit|zeit|startzeit|beginnt um|heure|heure de debut|commence a|hora|"},
    ColumnWords{CrmField::end, "|ende|endet am|enddatum|fin|date de fin|finit le|"},
    ColumnWords{CrmField::end_time, "|endet um|endzeit|heure de fin|finit a|"},
    ColumnWords{CrmField::minutes,
                "|minuten|dauer minuten|dauer min|dauer in minuten|duree minutes|duree min|"
                "duree en minutes|minutos|"},
    ColumnWords{CrmField::hours,
                "|stunden|dauer stunden|dauer std|dauer h|duree heures|duree h|heures|horas|"},
    ColumnWords{CrmField::seconds, "|dauer sekunden|duree secondes|"},
    ColumnWords{CrmField::length, "|dauer|duree|duracion|"},
    ColumnWords{CrmField::kind, "|art|typ|tipo|"},
    ColumnWords{CrmField::status, "|statut|estado|"},
    ColumnWords{CrmField::customer,
                "|kunde|firma|unternehmen|kundenname|client|societe|entreprise|cliente|empresa|"},
    ColumnWords{CrmField::person,
                "|ansprechpartner|kontakt|kontaktperson|teilnehmer|erforderliche teilnehmer|"
                "interlocuteur|participants obligatoires|contacto|"},
    ColumnWords{CrmField::owner, "|besitzer|verantwortlich|proprietaire|responsable|"},
    ColumnWords{CrmField::subject, "|betreff|titel|thema|objet|sujet|titre|asunto|"},
    ColumnWords{CrmField::note,
                "|notiz|notizen|bemerkung|bemerkungen|beschreibung|kommentar|commentaire|"
                "commentaires|remarque|remarques|notas|"},
    ColumnWords{CrmField::all_day, "|ganztagiges ereignis|ganztagig|journee entiere|"},
};

/// Columns of this program's own tables that others call so for something else.
constexpr std::array own_column_words{
    ColumnWords{CrmField::purpose, "|purpose|"},
    ColumnWords{CrmField::loop, "|loop|"},
    ColumnWords{CrmField::cancelled_by, "|cancelled by|"},
    ColumnWords{CrmField::mood, "|mood|"},
    ColumnWords{CrmField::offset, "|offset|"},
};

/// What rows below a table begin with.
constexpr std::array<std::string_view, 16> footer_words{
    "total",     "grand total", "subtotal", "sub total",   "sum",  "summe",
    "gesamt",    "insgesamt",   "totale",   "totaal",      "suma", "copyright",
    "generated", "exported",    "filtered", "confidential"};

constexpr std::array kind_words{
    KindWords{{Kind::video},
              "|meeting|video call|web meeting|online meeting|virtual meeting|web conference|"
              "video conference|appointment|zoom|teams|webex|google meet|besprechung|termin|"
              "videokonferenz|videoanruf|reunion|visioconference|visio|rendez vous|rdv|"},
    KindWords{{Kind::video, Purpose::demo}, "|demo|product demo|"},
    KindWords{{Kind::video, Purpose::training}, "|training|"},
    KindWords{{Kind::visit},
              "|site visit|on site|onsite|on site visit|onsite visit|customer visit|in person|"
              "in person meeting|face to face|lunch|besuch|kundenbesuch|vor ort|visite|visita|"
              "sur place|"},
    KindWords{
        {Kind::call},
        "|phone|phone call|telephone|outbound call|inbound call|outbound|inbound|logged call|anruf|"
        "telefonat|telefon|appel|appel telephonique|llamada|"},
    KindWords{{Kind::email},
              "|e mail|mail|logged email|incoming email|forwarded email|list email|"},
    KindWords{{Kind::chat}, "|sms|whatsapp|message|text message|live chat|linkedin message|"},
    KindWords{{Kind::event}, "|conference|trade show|"},
    KindWords{{Kind::board}, "|advisory board|customer advisory board|"},
    KindWords{
        {std::nullopt},
        "|task|deadline|to do|todo|note|send letter|send quote|letter|fax|aufgabe|tache|tarea|"},
};

/// In English as HubSpot, Salesforce, Zoho and Dynamics have them.
constexpr std::array state_words{
    StateWords{{Status::held},
               "|held|completed|complete|done|closed|yes|true|connected|attended|"
               "attended dialled|attended received|answered|made|received|took place|"
               "abgeschlossen|erledigt|stattgefunden|durchgefuhrt|termine|terminee|fait|faite|"
               "effectue|effectuee|realizada|realizado|completada|completado|hecho|hecha|"},
    StateWords{{Status::planned},
               "|planned|scheduled|rescheduled|open|to do|not started|in progress|overdue|"
               "pending|waiting|waiting on someone else|upcoming|confirmed|tentative|no|false|"
               "geplant|offen|ausstehend|verschoben|prevu|prevue|planifie|planifiee|en attente|"
               "reporte|reportee|planificada|pendiente|"},
    StateWords{{Status::cancelled},
               "|cancelled|canceled|deferred|called off|abgesagt|storniert|abgebrochen|"
               "ausgefallen|entfallen|annule|annulee|cancelada|cancelado|"},
    StateWords{{Status::no_show},
               "|no show|noshow|did not attend|not attended|nicht erschienen|absent|"
               "no asistio|"},
    StateWords{{std::nullopt},
               "|no answer|not answered|unanswered|unattended dialled|unattended|busy|missed|"
               "failed|wrong number|left voicemail|voicemail|left message|left live message|"
               "no response|nicht erreicht|keine antwort|besetzt|mailbox|pas de reponse|occupe|"
               "messagerie|sin respuesta|ocupado|"},
};

/// How spreadsheets and calendars in these languages write that something is so.
constexpr std::string_view yes_words = "|true|yes|1|x|wahr|ja|ein|vrai|oui|si|";

template <typename T, std::size_t size>
std::optional<T> find_meaning(const std::array<Synonyms<T>, size>& table, std::string_view plain) {
  if (plain.empty()) return std::nullopt;
  const std::string word = "|" + std::string(plain) + "|";
  for (const Synonyms<T>& row : table)
    if (row.words.find(word) != std::string_view::npos) return row.meaning;
  return std::nullopt;
}

}  // namespace

std::string plain_words(std::string_view text) {
  const std::string folded = fold(text);
  std::string plain;
  for (const std::string_view word : words_of(folded))
    plain += (plain.empty() ? "" : " ") + std::string(word);
  return plain;
}

std::optional<CrmField> field_of_column(std::string_view plain) {
  return find_meaning(column_words, plain);
}

std::optional<CrmField> field_of_foreign_column(std::string_view plain) {
  return find_meaning(foreign_column_words, plain);
}

std::optional<CrmField> field_of_own_column(std::string_view plain) {
  return find_meaning(own_column_words, plain);
}

std::size_t id_rank(std::string_view plain) {
  for (const auto& row : column_words)
    if (row.meaning == CrmField::id) return row.words.find("|" + std::string(plain) + "|");
  return std::string_view::npos;
}

bool begins_footer(std::string_view plain) {
  return std::any_of(footer_words.begin(), footer_words.end(), [&](std::string_view word) {
    return plain == word || (plain.starts_with(word) && plain[word.size()] == ' ');
  });
}

std::optional<CrmKind> find_crm_kind(std::string_view plain) {
  return find_meaning(kind_words, plain);
}

bool means_private(std::string_view plain) {
  return means_yes(plain) || plain == "private" || plain == "personal" || plain == "confidential" ||
         plain == "privat" || plain == "vertraulich" || plain == "prive" || plain == "privado";
}

bool means_yes(std::string_view plain) {
  return !plain.empty() && yes_words.find("|" + std::string(plain) + "|") != std::string_view::npos;
}

std::optional<CrmState> find_crm_state(std::string_view plain) {
  return find_meaning(state_words, plain);
}

}  // namespace rapport
