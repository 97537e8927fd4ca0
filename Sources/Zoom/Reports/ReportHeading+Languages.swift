// English, Spanish, Japanese, German, French, Portuguese, Italian, Korean and Russian, as far as files and programs that
// read them show. Zoom's wording differs between years; a spelling too many does no harm.
extension ReportHeading {
    static let names = [
        "Name (original name)", "User name (original name)", "Name", "User name",
        "Nombre (nombre original)", "Nombre de usuario (nombre original)", "Nombre", "Nombre de usuario",
        "名前 (元の名前)", "ユーザー名 (元の名前)", "名前", "ユーザー名",
        "Name (ursprünglicher Name)", "Name (Originalname)", "Benutzername (Originalname)", "Benutzername",
        "Nom (nom original)", "Nom (nom d'origine)", "Nom d'utilisateur (nom original)", "Nom",
        "Nome (nome original)", "Nome de usuário (nome original)", "Nome do usuário (nome original)", "Nome",
        "Nome (nome originale)", "Nome utente (nome originale)",
        "이름(원래 이름)", "사용자 이름(원래 이름)", "이름",
        "Имя (настоящее имя)", "Имя (исходное имя)", "Имя",
    ]

    static let emails = [
        "Email", "User email", "Email address", "E-mail",
        "E-mail del usuario", "Correo electrónico", "Correo electrónico del usuario",
        "メール", "メールアドレス", "ユーザーのメール", "ユーザーのメールアドレス", "ユーザーのEメール",
        "E-Mail", "Benutzer-E-Mail", "E-Mail des Benutzers", "E-Mail-Adresse",
        "Adresse e-mail de l'utilisateur", "Adresse e-mail", "E-mail de l'utilisateur",
        "E-mail do usuário", "E-mail dell'utente", "Email dell'utente",
        "사용자 이메일", "이메일", "Электронная почта пользователя", "Электронная почта",
    ]

    static let joins = [
        "Join time", "Hora para unirse", "Hora de entrada", "Hora de ingreso",
        "参加時刻", "参加時間", "入室時刻", "入室時間", "Beitrittszeit", "Beitrittszeitpunkt", "Heure d'arrivée",
        "Heure de connexion", "Ingressar na hora", "Hora de ingresso", "Ora di ingresso", "Ora di entrata", "참가 시간",
        "Время входа",
    ]

    static let leaves = [
        "Leave time", "Hora para salir", "Hora de salida",
        "退出時刻", "退出時間", "退室時刻", "退室時間", "Austrittszeit", "Austrittszeitpunkt", "Heure de départ",
        "Heure de déconnexion", "Hora de saída", "Ora di uscita", "나간 시간", "Время выхода",
    ]

    static let durations = [
        "Duration (minutes)", "Time in session (minutes)",
        "Duración (minutos)", "Tiempo en sesión (minutos)", "Tiempo en la sesión (minutos)",
        "期間 (分)", "時間 (分)", "所要時間 (分)", "参加時間 (分)", "Dauer (Minuten)", "Durée (minutes)",
        "Duração (minutos)", "Durata (minuti)", "기간(분)", "Продолжительность (минуты)", "Длительность (минуты)",
    ]

    static let totalDurations = [
        "Total duration (minutes)", "Duración total (minutos)", "合計時間 (分)", "合計期間 (分)", "Gesamtdauer (Minuten)",
        "Durée totale (minutes)", "Duração total (minutos)", "Durata totale (minuti)", "총 기간(분)",
        "Общая продолжительность (минуты)",
    ]

    static let guests = [
        "Guest", "Is guest", "Invitado", "Es invitado", "ゲスト", "Gast", "Invité", "Convidado", "Ospite", "게스트", "Гость",
    ]

    /// Parts of what a column is called that tells who waited.
    static let waitingRoomWords = [
        "waiting room", "sala de espera", "待機室", "待合室", "warteraum", "salle d'attente", "sala d'attesa", "대기실",
        "зал ожидания", "зале ожидания",
    ]

    static let attended = ["Attended", "Asistió", "Ha asistido", "出席", "Teilgenommen", "A participé", "Participou"]

    static let others = [
        "Recording consent", "Recording disclaimer response", "Marketing opt-in", "First name", "Last name", "Phone",
        "Registration time", "Approval status", "Country/Region name", "Source name", "Unsubscribed",
        "Consentimiento de grabación", "Respuesta al descargo de responsabilidad relativa a la grabación",
        "Risposta di esclusione di responsabilità per la registrazione",
    ]

    static let numbers = [
        "ID", "Meeting ID", "MeetingID", "Webinar ID", "ID de reunión", "ID de la reunión", "ID del seminario web",
        "ミーティング ID", "ウェビナー ID", "Meeting-ID", "Webinar-ID", "ID de réunion", "ID de la réunion", "ID da reunião",
        "ID riunione", "회의 ID", "Идентификатор конференции",
    ]

    static let topics = ["Topic", "Tema", "トピック", "Thema", "Sujet", "Tópico", "Argomento", "주제", "Тема"]

    static let starts = [
        "Start time", "Actual start time", "Hora de inicio", "Hora de inicio real", "開始時刻", "開始時間", "Startzeit",
        "Heure de début", "Hora de início", "Ora di inizio", "시작 시간", "Время начала",
    ]

    static let ends = [
        "End time", "Hora de finalización", "Hora final", "Hora de fin", "終了時刻", "終了時間", "Endzeit", "Heure de fin",
        "Hora de término", "Hora de encerramento", "Ora di fine", "종료 시간", "Время окончания",
    ]

    static let meetingDurations = ["Actual duration (minutes)", "Duración real (minutos)"]
}
